package dev.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.LeaseRenewed;
import dev.chorus.contract.access.RenewGatewayLease;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandBusTest {
    private static final RenewGatewayLease COMMAND = new RenewGatewayLease("g1", 10);
    private static final LeaseRenewed ANSWER = new LeaseRenewed(1);
    private static final Caller CALLER = Caller.backEnd("AC1", "IS1").withRequestId("RQ1");

    private final Vertx vertx = Vertx.vertx();
    private final CommandBus bus = new CommandBus(vertx, Duration.ofSeconds(20), 3);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theServiceIsGivenCallerAndCommandAndItsAnswerComesBack() throws Exception {
        Promise<Request<?>> asked = Promise.promise();
        serve(request -> {
            asked.complete(request);
            return Future.succeededFuture(ANSWER);
        });

        LeaseRenewed answer = await(bus.request(BusAddress.SYNC, CALLER, COMMAND));

        assertThat(answer).isEqualTo(ANSWER);
        assertThat(await(asked.future())).isEqualTo(new Request<>(CALLER, COMMAND));
        assertThat(bus.usage().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void aRefusalKeepsItsCodeAndItsText(ErrorCode code) throws Exception {
        serve(request -> Future.failedFuture(new RequestFailedException(code, "because of " + code)));

        assertThat(refusalOf(bus.request(BusAddress.SYNC, CALLER, COMMAND)))
                .hasMessage("because of " + code)
                .extracting(RequestFailedException::code)
                .isEqualTo(code);
    }

    @Test
    void aFaultOfTheServiceIsAnInternalErrorThatTellsNothingOfIt() throws Exception {
        serve(request -> Future.failedFuture(new IllegalStateException("a secret")));

        assertThat(refusalOf(bus.request(BusAddress.SYNC, CALLER, COMMAND)))
                .hasMessage(ErrorCode.INTERNAL.meaning())
                .extracting(RequestFailedException::code)
                .isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void withoutAnyServiceItIsUnavailable() throws Exception {
        CommandBus impatient = new CommandBus(vertx, Duration.ofMillis(20), 3);

        assertThat(refusalOf(impatient.request(BusAddress.SYNC, CALLER, COMMAND))
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(impatient.usage().inFlight()).isZero();
    }

    @Test
    void aServiceThatStartsWhileItIsAskedForStillAnswers() throws Exception {
        Future<LeaseRenewed> asked = bus.request(BusAddress.SYNC, CALLER, COMMAND);
        serve(request -> Future.succeededFuture(ANSWER));

        assertThat(await(asked)).isEqualTo(ANSWER);
    }

    @Test
    void anInstanceThatDoesNotAnswerIsAskedAgainUnderTheSameRequestId() throws Exception {
        List<Request<?>> asked = new ArrayList<>();
        serve(request -> {
            asked.add(request);
            return asked.size() == 1 ? Promise.<LeaseRenewed>promise().future() : Future.succeededFuture(ANSWER);
        });

        assertThat(await(bus.request(BusAddress.SYNC, Caller.backEnd("AC1", "IS1"), COMMAND)))
                .isEqualTo(ANSWER);

        assertThat(asked).hasSize(2);
        assertThat(bus.usage()).isEqualTo(new CommandBus.Usage(0, 1, 1, 0));
        assertThat(asked.get(0).caller().requestId()).isNotBlank();
        assertThat(asked.get(1)).isEqualTo(asked.get(0));
    }

    @Test
    void withoutAnAnswerInTimeItIsUnavailable() throws Exception {
        serve(request -> Promise.<LeaseRenewed>promise().future());
        CommandBus impatient = new CommandBus(vertx, Duration.ofMillis(20), 3);

        assertThat(refusalOf(impatient.request(BusAddress.SYNC, CALLER, COMMAND))
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(impatient.usage()).isEqualTo(new CommandBus.Usage(0, 1, 0, 1));
    }

    @Test
    void whatIsInFlightIsBounded() throws Exception {
        List<Promise<LeaseRenewed>> asked = new ArrayList<>();
        Promise<Void> allAsked = Promise.promise();
        serve(request -> {
            Promise<LeaseRenewed> answer = Promise.promise();
            asked.add(answer);
            if (asked.size() == 3) {
                allAsked.complete();
            }
            return answer.future();
        });
        List<Future<LeaseRenewed>> underWay = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            underWay.add(bus.request(BusAddress.SYNC, CALLER, COMMAND));
        }

        assertThat(bus.usage().inFlight()).isEqualTo(3);
        assertThat(refusalOf(bus.request(BusAddress.SYNC, CALLER, COMMAND)).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);

        await(allAsked.future());
        vertx.runOnContext(turn -> asked.forEach(answer -> answer.complete(ANSWER)));
        await(Future.all(underWay));

        assertThat(bus.usage().inFlight()).isZero();
        assertThat(bus.request(BusAddress.SYNC, CALLER, COMMAND).isComplete()).isFalse();
    }

    private void serve(Function<Request<?>, Future<? extends Reply>> service) throws Exception {
        await(vertx.eventBus()
                .consumer(
                        BusAddress.SYNC,
                        (Message<Request<Reply>> message) -> CommandBus.answer(
                                message, service.apply(message.body()).map(reply -> reply)))
                .completion());
    }

    private static RequestFailedException refusalOf(Future<?> failing) throws Exception {
        try {
            await(failing);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(RequestFailedException.class);
            return (RequestFailedException) e.getCause();
        }
        throw new AssertionError("the request was not refused");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
