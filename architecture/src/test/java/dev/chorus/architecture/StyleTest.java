package dev.chorus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class StyleTest {
    private static final int LONGEST_JAVA_FILE = 400;
    private static final int LONGEST_SCRIPT = 80;

    /** Threads of the program itself, which start and stop it and may wait. */
    private static final String[] OWN_THREADS = {
        "dev.chorus.server",
        "dev.chorus.server.cluster",
        "dev.chorus.server.doctor",
        "dev.chorus.server.redis",
        "dev.chorus.bench.."
    };

    @Test
    void noNameSaysNothing() {
        noClasses()
                .that()
                // What apps of the platform have called it for ten years.
                .doNotHaveSimpleName("AccessManager")
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Constants|Dto|Processor)")
                .check(Chorus.CLASSES);
    }

    @Test
    void nobodyBlocksAnEventLoop() {
        noClasses()
                .that()
                .resideOutsideOfPackages(OWN_THREADS)
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .orShould()
                .callMethod(Future.class, "await")
                .orShould()
                .callMethod(CompletableFuture.class, "join")
                .orShould()
                .callMethod(CompletableFuture.class, "get")
                .orShould()
                .callMethod(CompletableFuture.class, "get", long.class, TimeUnit.class)
                .check(Chorus.CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        Set<String> unmarked = Chorus.CLASSES.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackage)
                .filter(type -> !type.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());

        assertThat(unmarked).isEmpty();
    }

    @Test
    void everyFileCanBeHeldInOnesHead() throws IOException {
        assertThat(longerThan(LONGEST_JAVA_FILE, Chorus.sources(".java"))).isEmpty();
        assertThat(longerThan(LONGEST_SCRIPT, Chorus.sources(".lua"))).isEmpty();
    }

    private static List<Path> longerThan(int lines, List<Path> files) throws IOException {
        assertThat(files).isNotEmpty();
        List<Path> tooLong = new java.util.ArrayList<>();
        for (Path file : files) {
            if (Files.readAllLines(file).size() > lines) {
                tooLong.add(file);
            }
        }
        return tooLong;
    }
}
