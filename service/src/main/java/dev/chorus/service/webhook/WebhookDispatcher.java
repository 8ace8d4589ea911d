package dev.chorus.service.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.ChatWebhooks;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.webhook.DeliveryState;
import dev.chorus.contract.webhook.WebhookState;
import dev.chorus.service.access.SettingsCache;
import dev.chorus.service.upkeep.PartitionOwnership;
import dev.chorus.store.Store;
import dev.chorus.store.key.Partition;
import dev.chorus.store.webhook.WebhookEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells back ends what happened: at least once, and for each channel and each Sync object in order. What a partition's queue
 * holds is sent by the partition's owner, and taken out once everybody has it who should; so that what an instance that died
 * had not sent is sent by the next one. One lane for each channel or object: a lane waits for its oldest entry, and no lane
 * waits for another.
 */
public final class WebhookDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
    private static final long LOOK_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 4_000;
    private static final int PAGE = 200;
    /** How deep into a queue one looks past lanes that wait. */
    private static final int DEEPEST = 2_000;

    private static final int MOST_LANES = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHAT_OBJECT =
            Pattern.compile("(CH|US)[0-9a-f]{32}\\.(channel|messages|roster|info|channels)");

    private final Vertx vertx;
    private final Store store;
    private final SettingsCache settings;
    private final PartitionOwnership ownership;
    private final WebhookSender sender;
    private final WebhookOptions options;
    private final Counter delivered;
    private final Counter retried;
    private final Counter dead;
    private final Map<Partition, Look> looks = new HashMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<String, WebhookTarget> targets = new HashMap<>();
    private final long timer;

    /** How a partition is looked at: seldom while all that it holds waits for targets that fail. */
    private static final class Look {
        private boolean busy;
        private long pauseMillis;
        private long notBeforeNanos = System.nanoTime();
        private final Set<String> seen = new HashSet<>();

        void begin() {
            busy = true;
            seen.clear();
        }

        void delivered() {
            pauseMillis = 0;
            notBeforeNanos = System.nanoTime();
        }

        void end(boolean failed) {
            busy = false;
            // What is delivered meanwhile, or next, ends the pause.
            boolean stuck = failed || !seen.isEmpty();
            pauseMillis = stuck ? Math.min(LONGEST_PAUSE_MILLIS, Math.max(LOOK_MILLIS, 2 * pauseMillis)) : 0;
            notBeforeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        }
    }

    /** What is under way for one channel or object. */
    private static final class Lane {
        private boolean busy;
        /** When its oldest entry was last seen: one that was forgotten, or is another owner's now, is seen no more. */
        private long seenNanos = System.nanoTime();

        /** How often the present entry was sent to whom. */
        private final Map<String, Integer> attempts = new HashMap<>();

        private String entry = "";
        /** Whom the present entry has reached. */
        private final Set<String> reached = new HashSet<>();

        boolean isIdle(long nowNanos) {
            return !busy && (attempts.isEmpty() || nowNanos - seenNanos > FORGOTTEN_AFTER.toNanos());
        }
    }

    /**
     * A dispatcher, at work.
     *
     * @param vertx its event loop
     * @param store where queues are
     * @param settings what services want
     * @param ownership which partitions are its own
     * @param options how back ends are called
     * @param meters where it counts {@code webhooks.delivered}, {@code webhooks.retried} and {@code webhooks.dead}
     */
    public WebhookDispatcher(
            Vertx vertx,
            Store store,
            SettingsCache settings,
            PartitionOwnership ownership,
            WebhookOptions options,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.store = store;
        this.settings = settings;
        this.ownership = ownership;
        this.options = options;
        this.sender = new WebhookSender(vertx, options);
        this.delivered = meters.counter("webhooks.delivered");
        this.retried = meters.counter("webhooks.retried");
        this.dead = meters.counter("webhooks.dead");
        meters.gaugeMapSize("webhooks.lanes", Tags.empty(), lanes);
        meters.gaugeMapSize("webhooks.targets", Tags.empty(), targets);
        this.timer = vertx.setPeriodic(LOOK_MILLIS, tick -> look());
    }

    /** Begins nothing any more. What is under way is sent again by the next owner. */
    public void end() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        long now = System.nanoTime();
        targets.values().removeIf(target -> target.isIdle(now));
        lanes.values().removeIf(lane -> lane.isIdle(now));
        for (Partition partition : ownership.owned()) {
            Look look = looks.computeIfAbsent(partition, fresh -> new Look());
            if (!look.busy && now - look.notBeforeNanos >= 0) {
                look.begin();
                pass(partition, null, 0, look).onComplete(done -> {
                    look.end(done.failed());
                    if (done.failed()) {
                        LOG.warn(
                                "Webhooks of {} wait: {}",
                                partition.tag(),
                                done.cause().getMessage());
                    }
                });
            }
        }
    }

    private Future<Void> pass(Partition partition, @Nullable String after, int depth, Look look) {
        return store.webhookQueue().read(partition, after, PAGE).compose(entries -> {
            for (WebhookEntry entry : entries) {
                String name = laneOf(entry);
                // Only the oldest of a lane: it is the one that the others wait for.
                if (look.seen.add(name) && (lanes.containsKey(name) || lanes.size() < MOST_LANES)) {
                    Lane lane = lanes.computeIfAbsent(name, fresh -> new Lane());
                    lane.seenNanos = System.nanoTime();
                    if (!lane.busy) {
                        begin(partition, lane, entry, look);
                    }
                }
            }
            return entries.size() < PAGE || depth + PAGE >= DEEPEST
                    ? Future.succeededFuture()
                    : pass(partition, entries.get(entries.size() - 1).id(), depth + PAGE, look);
        });
    }

    private void begin(Partition partition, Lane lane, WebhookEntry entry, Look look) {
        if (!lane.entry.equals(entry.id())) {
            lane.entry = entry.id();
            lane.attempts.clear();
            lane.reached.clear();
        }
        lane.busy = true;
        calls(entry)
                .compose(calls -> sendAll(lane, entry, calls))
                .compose(done -> done
                        ? store.webhookQueue().remove(partition, entry.id()).map(removed -> true)
                        : Future.succeededFuture(false))
                .onComplete(done -> {
                    lane.busy = false;
                    if (done.failed()) {
                        LOG.atWarn()
                                .addKeyValue("service", entry.service())
                                .log("A webhook waits: {}", done.cause().getMessage());
                    } else if (done.result()) {
                        look.delivered();
                        lane.attempts.clear();
                        next(partition, lane, entry, look);
                    }
                });
    }

    /** Goes on with the lane at once, rather than one entry at each look. */
    private void next(Partition partition, Lane lane, WebhookEntry before, Look look) {
        String name = laneOf(before);
        store.webhookQueue()
                .read(partition, before.id(), PAGE)
                .onSuccess(entries -> entries.stream()
                        .filter(entry -> laneOf(entry).equals(name))
                        .findFirst()
                        .ifPresent(entry -> {
                            if (!lane.busy && lanes.get(name) == lane) {
                                begin(partition, lane, entry, look);
                            }
                        }));
    }

    /** Sends an entry to all whom it has not reached. Completes with whether nobody is left. */
    private Future<Boolean> sendAll(Lane lane, WebhookEntry entry, List<WebhookCall> calls) {
        Future<Boolean> all = Future.succeededFuture(true);
        for (WebhookCall call : calls) {
            if (!lane.reached.contains(call.url())) {
                all = all.compose(before -> send(lane, entry, call).map(done -> before && done));
            }
        }
        return all;
    }

    private Future<Boolean> send(Lane lane, WebhookEntry entry, WebhookCall call) {
        // First, so that what fails on this side is not held against the target.
        return settings.read(entry.service())
                .compose(service -> store.credentials().find(service.accountSid()))
                .map(ApiKey::secret)
                .compose(token -> {
                    WebhookTarget target = targets.computeIfAbsent(call.url(), fresh -> new WebhookTarget());
                    if (!target.isOpen(System.nanoTime())) {
                        return Future.succeededFuture(false);
                    }
                    target.began();
                    int attempts = lane.attempts.merge(call.url(), 1, Integer::sum);
                    Map<String, String> parameters = new LinkedHashMap<>(call.parameters());
                    parameters.put(WebhookCall.RETRY_COUNT, Integer.toString(attempts - 1));
                    WebhookCall attempt = new WebhookCall(call.url(), call.method(), call.event(), parameters);
                    return sender.send(attempt, token).transform(answer -> judge(lane, entry, attempt, target, answer));
                });
    }

    private Future<Boolean> judge(
            Lane lane, WebhookEntry entry, WebhookCall call, WebhookTarget target, AsyncResult<WebhookAnswer> answer) {
        boolean late = System.currentTimeMillis() - entry.atMillis()
                > options.giveUpAfter().toMillis();
        if (answer.succeeded() && !answer.result().isPassing()) {
            target.answered();
            boolean good = answer.result().status() < 300;
            return settle(
                    lane, entry, call, !good, Integer.toString(answer.result().status()));
        }
        String why = answer.succeeded()
                ? Integer.toString(answer.result().status())
                : String.valueOf(answer.cause().getMessage());
        boolean hopeless = answer.cause() instanceof ForbiddenTargetException
                || answer.cause() instanceof IllegalArgumentException;
        if (hopeless) {
            target.answered();
        } else {
            target.failed(System.nanoTime());
        }
        if (late || hopeless) {
            return settle(lane, entry, call, true, why);
        }
        retried.increment();
        return Future.succeededFuture(false);
    }

    /** Notes how it ended with one of those who are to be told. */
    private Future<Boolean> settle(Lane lane, WebhookEntry entry, WebhookCall call, boolean isDead, String outcome) {
        (isDead ? dead : delivered).increment();
        DeliveryState state = new DeliveryState(
                "",
                call.event(),
                call.url(),
                call.method(),
                call.parameters(),
                lane.attempts.getOrDefault(call.url(), 0),
                outcome,
                0);
        Future<Void> noted = store.deliveries().append(entry.service(), false, state);
        return (isDead ? noted.compose(done -> store.deliveries().append(entry.service(), true, state)) : noted)
                .map(done -> {
                    lane.reached.add(call.url());
                    return true;
                });
    }

    /** Whom an entry is to be sent to, with what. */
    private Future<List<WebhookCall>> calls(WebhookEntry entry) {
        return settings.read(entry.service())
                .compose(service -> CHAT_OBJECT.matcher(entry.name()).matches()
                        ? chatCalls(service, entry)
                        : Future.succeededFuture(syncCalls(service, entry)))
                // Where the service is gone, nobody is left to be told.
                .recover(failure -> failure instanceof RequestFailedException refusal
                                && !refusal.code().retryable()
                        ? Future.succeededFuture(List.of())
                        : Future.failedFuture(failure));
    }

    private static List<WebhookCall> syncCalls(ServiceSettings service, WebhookEntry entry) {
        String url = service.webhooks().url();
        return url == null
                ? List.of()
                : SyncNews.of(service, entry)
                        .map(said -> new WebhookCall(url, "POST", said.getOrDefault(WebhookCall.EVENT, ""), said))
                        .map(List::of)
                        .orElse(List.of());
    }

    private Future<List<WebhookCall>> chatCalls(ServiceSettings service, WebhookEntry entry) {
        Optional<ChatNews> found = ChatNews.of(service, entry, parse(entry));
        if (found.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        ChatNews news = found.get();
        ChatWebhooks hooks = service.chatWebhooks();
        List<WebhookCall> calls = new ArrayList<>();
        String url = hooks.postUrl();
        if (url != null && hooks.filters().contains(news.event().after())) {
            calls.add(call(news, url, hooks.method()));
        }
        if (!hooks.inChannels() || news.channel().isEmpty()) {
            return Future.succeededFuture(calls);
        }
        return store.channelWebhooks().read(new ChannelSid(news.channel())).map(webhooks -> {
            webhooks.stream()
                    .filter(webhook -> webhook.url() != null && wants(webhook, news))
                    .map(webhook -> call(news, webhook.url(), webhook.method()))
                    .filter(call ->
                            calls.stream().noneMatch(other -> other.url().equals(call.url())))
                    .forEach(calls::add);
            return calls;
        });
    }

    private static boolean wants(WebhookState webhook, ChatNews news) {
        return switch (webhook.type()) {
            case "webhook" -> webhook.filters().contains(news.event().after());
            case "trigger" ->
                news.event() == ChatEvent.MESSAGE_SENT
                        && webhook.triggers().stream()
                                .anyMatch(news.parameters().getOrDefault("Body", "")::contains);
            default -> false;
        };
    }

    private static WebhookCall call(ChatNews news, @Nullable String url, @Nullable String method) {
        return new WebhookCall(
                url == null ? "" : url,
                method == null ? "POST" : method,
                news.event().after(),
                news.parameters());
    }

    private static JsonNode parse(WebhookEntry entry) {
        try {
            return JSON.readTree(entry.data().toString());
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static String laneOf(WebhookEntry entry) {
        return entry.service() + "/"
                + (entry.name().startsWith("CH") && entry.name().length() > 34
                        ? entry.name().substring(0, 34)
                        : entry.object().value());
    }
}
