package dev.chorus.client.sync;

import dev.chorus.client.AccessManager;
import dev.chorus.client.ChorusException;
import dev.chorus.client.ClientOptions;
import dev.chorus.client.ConnectionState;
import dev.chorus.client.Emitter;
import dev.chorus.client.EventType;
import dev.chorus.client.Registration;
import dev.chorus.client.Version;
import dev.chorus.client.connection.Answer;
import dev.chorus.client.connection.CallRequest;
import dev.chorus.client.connection.ClientLoop;
import dev.chorus.client.connection.Connection;
import dev.chorus.client.connection.ConnectionListener;
import dev.chorus.client.connection.Lanes;
import dev.chorus.client.connection.Product;
import dev.chorus.client.connection.Subscriptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Documents, lists, maps and streams that many clients read, change and observe. The constructor returns at once; calls
 * wait for the connection.
 */
public final class SyncClient extends Emitter implements AutoCloseable {
    /** The connection has another state. */
    public static final EventType<ConnectionState> CONNECTION_STATE_CHANGED = new EventType<>("connectionStateChanged");
    /** The token ends in about three minutes. */
    public static final EventType<SyncClient> TOKEN_ABOUT_TO_EXPIRE = new EventType<>("tokenAboutToExpire");
    /** The token has ended. */
    public static final EventType<SyncClient> TOKEN_EXPIRED = new EventType<>("tokenExpired");

    private static final Pattern SID = Pattern.compile("[A-Z]{2}[0-9a-f]{32}");
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final ClientLoop loop;
    private final ClientOptions options;
    private final AccessManager accessManager;
    private final Registration attachment;
    private final Connection connection;
    private final SyncContext context;
    private final Map<String, SyncObject> open = new HashMap<>();

    /**
     * A client that begins to connect.
     *
     * @param vertx runs it
     * @param token an access token with a grant for sync
     * @param options where Chorus is, and how to behave
     */
    public SyncClient(Vertx vertx, String token, ClientOptions options) {
        this(vertx, new AccessManager(vertx, token), options);
    }

    /**
     * A client that begins to connect.
     *
     * @param vertx runs it
     * @param accessManager holds the token
     * @param options where Chorus is, and how to behave
     */
    public SyncClient(Vertx vertx, AccessManager accessManager, ClientOptions options) {
        this.loop = new ClientLoop(vertx);
        this.options = options;
        this.accessManager = accessManager;
        this.connection = new Connection(
                vertx, accessManager.token(), new Product("data_sync", List.of("twilio.sync.event")), options);
        Subscriptions subscriptions = new Subscriptions(vertx, connection);
        this.context = new SyncContext(loop, connection, subscriptions, new Lanes(), open::remove);
        this.attachment = accessManager.attach(token -> loop.call(() -> connection.updateToken(token)));
        connection.listen(new ConnectionListener() {
            @Override
            public void stateChanged(ConnectionState state) {
                emit(CONNECTION_STATE_CHANGED, state);
            }

            @Override
            public void tokenAboutToExpire() {
                emit(TOKEN_ABOUT_TO_EXPIRE, SyncClient.this);
            }

            @Override
            public void tokenExpired() {
                emit(TOKEN_EXPIRED, SyncClient.this);
            }
        });
        loop.run(connection::open);
    }

    /** The version of this SDK. */
    public static String version() {
        return Version.TEXT;
    }

    /** Where the connection stands. */
    public ConnectionState connectionState() {
        return connection.state();
    }

    /** What is logged. */
    public System.Logger.Level logLevel() {
        return options.logLevel();
    }

    /** Opens a document by unique name or sid, and makes one if there is none. */
    public Future<SyncDocument> document(String id) {
        return document(OpenOptions.of(id));
    }

    /** Opens a document, or makes one. */
    public Future<SyncDocument> document(OpenOptions how) {
        return openObject("Documents", how, SyncDocument.class, SyncDocument::new);
    }

    /** Opens a list by unique name or sid, and makes one if there is none. */
    public Future<SyncList> list(String id) {
        return list(OpenOptions.of(id));
    }

    /** Opens a list, or makes one. */
    public Future<SyncList> list(OpenOptions how) {
        return openObject("Lists", how, SyncList.class, SyncList::new);
    }

    /** Opens a map by unique name or sid, and makes one if there is none. */
    public Future<SyncMap> map(String id) {
        return map(OpenOptions.of(id));
    }

    /** Opens a map, or makes one. */
    public Future<SyncMap> map(OpenOptions how) {
        return openObject("Maps", how, SyncMap.class, SyncMap::new);
    }

    /** Opens a stream by unique name or sid, and makes one if there is none. Its messages flow from then on. */
    public Future<SyncStream> stream(String id) {
        return stream(OpenOptions.of(id));
    }

    /** Opens a stream, or makes one. */
    public Future<SyncStream> stream(OpenOptions how) {
        return loop.call(() -> openObject("Streams", how, SyncStream.class, SyncStream::new)
                .compose(stream -> stream.feed().live().map(stream)));
    }

    /**
     * Replaces the token. Completes when the server has taken it, or it is noted for the next connection. Fails with
     * {@link ChorusException} if the server refuses it; the present one goes on then.
     */
    public Future<Void> updateToken(String token) {
        return accessManager.updateToken(token);
    }

    /** Ends the client and its connection; calls under way fail. */
    public Future<Void> shutdown() {
        attachment.close();
        return loop.call(() -> {
            context.subscriptions().close();
            open.clear();
            return connection.close();
        });
    }

    /** Begins {@link #shutdown()}. */
    @Override
    public void close() {
        shutdown();
    }

    private <T extends SyncObject> Future<T> openObject(
            String collection, OpenOptions how, Class<T> kind, BiFunction<SyncContext, JsonObject, T> make) {
        return loop.call(() -> root(collection, how).map(root -> {
            SyncObject known = open.get(root.getString("sid"));
            if (kind.isInstance(known)) {
                return kind.cast(known);
            }
            T object = make.apply(context, root);
            open.put(object.sid(), object);
            return object;
        }));
    }

    /** Reads an object, or makes it; whoever loses a race for a name reads what the other made. */
    private Future<JsonObject> root(String collection, OpenOptions how) {
        String id = how.id();
        if (id == null || how.mode() == OpenOptions.Mode.CREATE_NEW) {
            return create(collection, how);
        }
        boolean mayCreate = how.mode() == OpenOptions.Mode.OPEN_OR_CREATE
                && !SID.matcher(id).matches();
        String segment = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return connection
                .request(CallRequest.get("/v3/" + collection + "/" + segment))
                .map(Answer::body)
                .recover(missing -> mayCreate && hasStatus(missing, NOT_FOUND)
                        ? create(collection, how)
                                .recover(lost ->
                                        hasStatus(lost, CONFLICT) ? root(collection, how) : Future.failedFuture(lost))
                        : Future.failedFuture(missing));
    }

    private Future<JsonObject> create(String collection, OpenOptions how) {
        JsonObject body = how.ttl().into(new JsonObject());
        putIfSet(body, "unique_name", how.id());
        putIfSet(body, "data", how.data());
        return connection.request(CallRequest.post("/v3/" + collection, body)).map(Answer::body);
    }

    private static void putIfSet(JsonObject body, String field, @Nullable Object value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private static boolean hasStatus(Throwable failure, int status) {
        return failure instanceof ChorusException refusal && refusal.status() == status;
    }
}
