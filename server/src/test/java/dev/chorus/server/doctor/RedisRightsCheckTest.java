package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class RedisRightsCheckTest {
    private static final List<String> STORES = List.of("store", "service", "sync-verticle", "messaging-verticle");
    private static final Pattern OF_SCRIPTS = Pattern.compile("redis\\.p?call\\(\\s*'(\\w+)'");
    private static final Pattern OF_STORES = Pattern.compile("\\bCommand\\.([A-Z]{2,}(?:_[A-Z]+)*)\\b");

    /** Asked of Sentinels, of members of a cluster, with replicas, or without harm where it is refused. */
    private static final Set<String> ONLY_SOMEWHERE = Set.of("SENTINEL", "CLUSTER", "WAIT", "CONFIG");

    private static final Pattern RULE = Pattern.compile("ACL SETUSER chorus (.+)");

    @Test
    void itKnowsTheCommandsOfAllScriptsAndStores() {
        Set<String> used = new TreeSet<>();
        STORES.forEach(module -> {
            used.addAll(found(module, ".lua", OF_SCRIPTS));
            used.addAll(found(module, ".java", OF_STORES));
        });
        used.add("PING"); // The doctor's own.
        used.removeAll(ONLY_SOMEWHERE);

        assertThat(RedisRightsCheck.COMMANDS).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void theRuleOfTheDocumentationIsAsWideAsNeededAndNoWider(RedisServer redis) throws IOException {
        Matcher rule = RULE.matcher(Files.readString(Path.of("../docs/operations.md")));
        assertThat(rule.find()).isTrue();
        Set<String> granted = Stream.of(rule.group(1).split(" "))
                .filter(word -> word.startsWith("+"))
                .map(word -> word.substring(1).toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> needed = new TreeSet<>(RedisRightsCheck.COMMANDS);
        needed.add(RedisRightsCheck.FOR_REPLICAS);
        assertThat(granted).containsExactlyInAnyOrderElementsOf(needed);

        redis.command("ACL SETUSER chorus " + rule.group(1).replace("PASSWORD", "pw"));
        assertThat(Looked.ok(rights(redis, "chorus")).words()).startsWith("the user may run scripts and all");
    }

    @Test
    void commandsThatAreMissingAreNamed(RedisServer redis) {
        redis.command("ACL SETUSER few on >pw ~* +@all -zadd -xadd");

        assertThat(Looked.wrong(rights(redis, "few")).words()).endsWith("does not let the user use XADD, ZADD");
    }

    @Test
    void keysThatAreMissingAreNamed(RedisServer redis) {
        redis.command("ACL SETUSER keyless on >pw ~{* +@all");

        assertThat(Looked.wrong(rights(redis, "keyless")).words())
                .endsWith("does not let the user change keys like chorus:gateways");
    }

    @Test
    void aUserWithoutScriptsIsToldSo(RedisServer redis) {
        redis.command("ACL SETUSER scriptless on >pw ~* +@all -@scripting");

        assertThat(Looked.wrong(rights(redis, "scriptless")).words())
                .contains("runs no script")
                .contains("eval");
    }

    private static List<Finding> rights(RedisServer redis, String user) {
        return Looked.in(new RedisRightsCheck(), redis.uri().replace("//", "//" + user + ":pw@"));
    }

    private static Set<String> found(String module, String ending, Pattern pattern) {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .flatMap(RedisRightsCheckTest::lines)
                    .flatMap(line -> pattern.matcher(line).results())
                    .map(result -> result.group(1).toUpperCase(Locale.ROOT))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
