package dev.chorus.service.webhook;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.webhook.DeleteChannelWebhook;
import dev.chorus.contract.webhook.DeliveryList;
import dev.chorus.contract.webhook.DeliveryState;
import dev.chorus.contract.webhook.ListChannelWebhooks;
import dev.chorus.contract.webhook.ListDeliveries;
import dev.chorus.contract.webhook.PutChannelWebhook;
import dev.chorus.contract.webhook.ReplayDelivery;
import dev.chorus.contract.webhook.WebhookList;
import dev.chorus.contract.webhook.WebhookState;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.Store;
import dev.chorus.store.key.NewSid;
import io.vertx.core.Future;
import java.util.Optional;

/** Answers commands about the webhooks of channels, and about what was and was not delivered. */
public final class WebhookHandlers {
    private static final int LIMIT = 100;

    private final ServiceAccess access;
    private final Store store;
    private final WebhookSender sender;

    /** Handlers over these parts. */
    public WebhookHandlers(ServiceAccess access, Store store, WebhookSender sender) {
        this.access = access;
        this.store = store;
        this.sender = sender;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(ListChannelWebhooks.class, "webhook.list", this::list)
                .on(PutChannelWebhook.class, "webhook.put", this::put)
                .on(DeleteChannelWebhook.class, "webhook.delete", this::delete)
                .on(ListDeliveries.class, "webhook.deliveries", this::deliveries)
                .on(ReplayDelivery.class, "webhook.replay", this::replay);
    }

    private Future<Outcome<WebhookList>> list(Caller caller, ListChannelWebhooks command) {
        return service(caller)
                .compose(service -> store.channelWebhooks().read(command.channel()))
                .map(found -> Outcome.of(new WebhookList(found)));
    }

    private Future<Outcome<WebhookState>> put(Caller caller, PutChannelWebhook command) {
        WebhookState asked = command.webhook();
        check(asked);
        return service(caller)
                .compose(service -> store.channelWebhooks().read(asked.channel()))
                .compose(known -> {
                    Optional<WebhookState> before = known.stream()
                            .filter(webhook -> webhook.sid().equals(asked.sid()))
                            .findAny();
                    if (!asked.sid().isEmpty() && before.isEmpty()) {
                        return Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_WEBHOOK_NOT_FOUND));
                    }
                    long now = System.currentTimeMillis();
                    WebhookState webhook = new WebhookState(
                            asked.sid().isEmpty() ? "WH" + NewSid.message().substring(2) : asked.sid(),
                            asked.channel(),
                            asked.type(),
                            asked.url(),
                            asked.method(),
                            asked.filters(),
                            asked.triggers(),
                            asked.flowSid(),
                            asked.retryCount(),
                            before.map(WebhookState::createdMillis).orElse(now),
                            now);
                    // Noted first: a webhook that nobody knows of would never be told.
                    return store.tenants()
                            .noteChannelWebhooks(caller.serviceSid())
                            .compose(noted -> store.channelWebhooks().put(webhook));
                })
                .map(Outcome::of);
    }

    private static void check(WebhookState webhook) {
        switch (webhook.type()) {
            case "webhook" -> {
                require(webhook.url() != null, ErrorCode.CHANNEL_WEBHOOK_URL_MISSING);
                require(!webhook.filters().isEmpty(), ErrorCode.CHANNEL_WEBHOOK_FILTERS_MISSING);
                require(
                        webhook.filters().stream().allMatch(ChatEvent::isName),
                        ErrorCode.CHANNEL_WEBHOOK_FILTER_INVALID);
            }
            case "trigger" -> {
                require(webhook.url() != null, ErrorCode.CHANNEL_WEBHOOK_URL_MISSING);
                int count = webhook.triggers().size();
                require(count >= 1 && count <= 5, ErrorCode.CHANNEL_WEBHOOK_TRIGGERS_INVALID);
            }
            case "studio" -> require(webhook.flowSid() != null, ErrorCode.BAD_REQUEST);
            default -> throw new RequestFailedException(ErrorCode.CHANNEL_WEBHOOK_TYPE_INVALID);
        }
    }

    private static void require(boolean isSo, ErrorCode otherwise) {
        if (!isSo) {
            throw new RequestFailedException(otherwise);
        }
    }

    private Future<Outcome<Done>> delete(Caller caller, DeleteChannelWebhook command) {
        return service(caller)
                .compose(service -> store.channelWebhooks().remove(command.channel(), command.sid()))
                .map(removed -> Outcome.of(Done.DONE));
    }

    private Future<Outcome<DeliveryList>> deliveries(Caller caller, ListDeliveries command) {
        int limit = Math.max(1, Math.min(LIMIT, command.limit()));
        return service(caller)
                .compose(service -> store.deliveries().read(service.sid(), command.dead(), command.from(), limit))
                .map(Outcome::of);
    }

    private Future<Outcome<Done>> replay(Caller caller, ReplayDelivery command) {
        return service(caller)
                .compose(service -> store.deliveries()
                        .take(service.sid(), command.id())
                        .compose(taken -> command.again() ? again(service, taken) : Future.succeededFuture()))
                .map(done -> Outcome.of(Done.DONE));
    }

    private Future<Void> again(ServiceSettings service, DeliveryState taken) {
        WebhookCall call = new WebhookCall(taken.url(), taken.method(), taken.event(), taken.parameters());
        return store.credentials()
                .find(service.accountSid())
                .map(ApiKey::secret)
                .compose(token -> sender.send(call, token))
                .map(answer -> Integer.toString(answer.status()))
                .otherwise(failure -> String.valueOf(failure.getMessage()))
                .compose(outcome -> {
                    boolean good = outcome.matches("2\\d\\d");
                    DeliveryState state = new DeliveryState(
                            "",
                            taken.event(),
                            taken.url(),
                            taken.method(),
                            taken.parameters(),
                            taken.attempts() + 1,
                            outcome,
                            0);
                    return store.deliveries().append(service.sid(), !good, state);
                });
    }

    private Future<ServiceSettings> service(Caller caller) {
        return caller.backEnd()
                ? access.settings(caller)
                : Future.failedFuture(new RequestFailedException(ErrorCode.ACCESS_FORBIDDEN));
    }
}
