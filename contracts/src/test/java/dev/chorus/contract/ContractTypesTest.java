package dev.chorus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractTypesTest {
    @Test
    void everyCommandAndReplyOfTheModuleIsInTheTable() throws Exception {
        List<Class<?>> messages = compiledTypes().stream()
                .filter(Class::isRecord)
                .filter(type -> Command.class.isAssignableFrom(type) || Reply.class.isAssignableFrom(type))
                .toList();

        assertThat(messages).isNotEmpty();
        assertThat(ContractTypes.all()).containsAll(messages);
    }

    @Test
    void everyCommandGroupIsInTheTable() throws Exception {
        List<Class<?>> commands = compiledTypes().stream()
                .filter(type -> type.isInterface() && type.isSealed() && Command.class.isAssignableFrom(type))
                .flatMap(group -> Stream.of(group.getPermittedSubclasses()))
                .toList();

        assertThat(commands).isNotEmpty();
        assertThat(ContractTypes.commands()).containsExactlyInAnyOrderElementsOf(commands);
    }

    @Test
    void everythingInTheTableIsARecordWithANameOfItsOwn() {
        assertThat(ContractTypes.all()).allMatch(Class::isRecord);
        assertThat(ContractTypes.all().stream().map(Class::getSimpleName)).doesNotHaveDuplicates();
        assertThat(ContractTypes.all().stream().map(Class::getSimpleName)).allMatch(name -> name.length() < 256);
    }

    private static List<Class<?>> compiledTypes() throws IOException {
        Path classes = Path.of(URI.create(ContractTypes.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .<Class<?>>map(
                            name -> load(name.substring(0, name.length() - 6).replace('/', '.')))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
