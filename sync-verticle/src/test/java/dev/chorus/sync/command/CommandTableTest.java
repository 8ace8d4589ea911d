package dev.chorus.sync.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Request;
import dev.chorus.contract.access.AccessCommand;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemCommand;
import dev.chorus.contract.object.ObjectCommand;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.permission.PermissionCommand;
import dev.chorus.contract.stream.StreamCommand;
import dev.chorus.contract.subscription.SubscriptionCommand;
import dev.chorus.service.command.CommandTable;
import dev.chorus.sync.SyncRig;
import dev.chorus.sync.SyncRigExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SyncRigExtension.class)
class CommandTableTest {
    private static final long COMMANDS = Stream.<Class<?>>of(
                    AccessCommand.class,
                    ObjectCommand.class,
                    ItemCommand.class,
                    StreamCommand.class,
                    PermissionCommand.class,
                    SubscriptionCommand.class)
            .flatMap(group -> Stream.of(group.getPermittedSubclasses()))
            .count();
    private static final Request<?> REQUEST = new Request<>(Caller.system(), new ReadObject(ObjectType.MAP, "m"));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void everyCommandAboutObjectsHasATimerAndSoAHandler(SyncRig sync) {
        long timed = sync.meters().getMeters().stream()
                .filter(meter -> meter.getId().getName().matches("sync\\..*\\.duration"))
                .count();

        assertThat(timed).isEqualTo(COMMANDS);
    }

    @Test
    void aCommandWithoutHandlerIsRefused() {
        assertThat(refusal(new CommandTable("sync", meters))).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void aHandlerThatThrowsIsAnInternalFailure() {
        CommandTable table = new CommandTable("sync", meters).on(ReadObject.class, "object.read", (caller, command) -> {
            throw new IllegalStateException("a defect");
        });

        assertThat(refusal(table)).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void conflictsAreCounted() {
        CommandTable table = new CommandTable("sync", meters)
                .on(
                        ReadObject.class,
                        "object.read",
                        (caller, command) ->
                                Future.failedFuture(new RequestFailedException(ErrorCode.MAP_REVISION_MISMATCH)));

        assertThat(refusal(table)).isEqualTo(ErrorCode.MAP_REVISION_MISMATCH);
        assertThat(meters.counter("sync.conflicts").count()).isEqualTo(1);
        assertThat(meters.timer("sync.object.read.duration").count()).isEqualTo(1);
    }

    private static ErrorCode refusal(CommandTable table) {
        return ((RequestFailedException) table.handle(REQUEST).cause()).code();
    }
}
