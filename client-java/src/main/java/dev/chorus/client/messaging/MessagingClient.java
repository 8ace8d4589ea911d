package dev.chorus.client.messaging;

import dev.chorus.client.AccessManager;
import dev.chorus.client.ClientOptions;
import dev.chorus.client.ConnectionState;
import dev.chorus.client.Emitter;
import dev.chorus.client.EventType;
import dev.chorus.client.Registration;
import dev.chorus.client.Version;
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
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Channels, members and messages of one user. The constructor returns at once; calls wait until the client knows its
 * channels.
 */
public final class MessagingClient extends Emitter implements AutoCloseable {
    /** A channel has become visible. */
    public static final EventType<Channel> CHANNEL_ADDED = new EventType<>("channelAdded");
    /** The own user is invited to a channel. */
    public static final EventType<Channel> CHANNEL_INVITED = new EventType<>("channelInvited");
    /** The own user has become a member of a channel. */
    public static final EventType<Channel> CHANNEL_JOINED = new EventType<>("channelJoined");
    /** The own user is no longer a member of a channel, or no longer invited. */
    public static final EventType<Channel> CHANNEL_LEFT = new EventType<>("channelLeft");
    /** A channel is no longer visible. */
    public static final EventType<Channel> CHANNEL_REMOVED = new EventType<>("channelRemoved");
    /** A channel is another now. */
    public static final EventType<ChannelUpdated> CHANNEL_UPDATED = new EventType<>("channelUpdated");
    /** The connection has another state. */
    public static final EventType<ConnectionState> CONNECTION_STATE_CHANGED = new EventType<>("connectionStateChanged");
    /** Another user has become a member of a channel. */
    public static final EventType<Member> MEMBER_JOINED = new EventType<>("memberJoined");
    /** A member has left a channel. */
    public static final EventType<Member> MEMBER_LEFT = new EventType<>("memberLeft");
    /** A member is another now. */
    public static final EventType<MemberUpdated> MEMBER_UPDATED = new EventType<>("memberUpdated");
    /** A message has come. */
    public static final EventType<Message> MESSAGE_ADDED = new EventType<>("messageAdded");
    /** A message was removed. */
    public static final EventType<Message> MESSAGE_REMOVED = new EventType<>("messageRemoved");
    /** A message is another now. */
    public static final EventType<MessageUpdated> MESSAGE_UPDATED = new EventType<>("messageUpdated");
    /** The token ends in about three minutes. */
    public static final EventType<MessagingClient> TOKEN_ABOUT_TO_EXPIRE = new EventType<>("tokenAboutToExpire");
    /** The token has ended, or is about to. */
    public static final EventType<MessagingClient> TOKEN_EXPIRED = new EventType<>("tokenExpired");
    /** A member has begun to type. */
    public static final EventType<Member> TYPING_STARTED = new EventType<>("typingStarted");
    /** A member has stopped typing. */
    public static final EventType<Member> TYPING_ENDED = new EventType<>("typingEnded");
    /** A user is another now; told of the own user and of those whose info was asked for. */
    public static final EventType<UserInfoUpdated> USER_INFO_UPDATED = new EventType<>("userInfoUpdated");

    private static final Product PRODUCT =
            new Product("ip_messaging", List.of("twilio.ipmsg.typing_indicator", "twilio.sync.event"));

    private final ClientLoop loop;
    private final ClientOptions options;
    private final AccessManager accessManager;
    private final Registration attachment;
    private final Registration expiry;
    private final Connection connection;
    private final Shared shared;
    private final Users users;
    private final Channels channels;
    private volatile JsonObject configuration = new JsonObject();
    private @Nullable Future<MessagingClient> starting;
    private String expiryTold = "";

    /**
     * A client that begins to connect.
     *
     * @param vertx runs it
     * @param token an access token with a grant for chat
     * @param options where Chorus is, and how to behave
     */
    public MessagingClient(Vertx vertx, String token, ClientOptions options) {
        this(vertx, new AccessManager(vertx, token), options);
    }

    /**
     * A client that begins to connect.
     *
     * @param vertx runs it
     * @param accessManager holds the token
     * @param options where Chorus is, and how to behave
     */
    public MessagingClient(Vertx vertx, AccessManager accessManager, ClientOptions options) {
        this.loop = new ClientLoop(vertx);
        this.options = options;
        this.accessManager = accessManager;
        this.connection = new Connection(vertx, accessManager.token(), PRODUCT, options);
        this.shared = new Shared(vertx, new Subscriptions(vertx, connection));
        this.users = new Users(shared);
        this.channels = new Channels(shared);
        this.attachment = accessManager.attach(token -> loop.call(() -> connection.updateToken(token)));
        this.expiry = accessManager.on(AccessManager.TOKEN_EXPIRED, manager -> loop.run(this::tokenExpired));
        connection.listen(new Listener());
        loop.run(() -> {
            connection.open();
            start();
        });
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

    /** What holds the token. */
    public AccessManager accessManager() {
        return accessManager;
    }

    /** Whether the service tells who is online. */
    public boolean reachabilityEnabled() {
        return configuration.getJsonObject("options", new JsonObject()).getBoolean("reachability_enabled", false);
    }

    /** All channels that are known now, by their sids. To have them all, wait for {@link #getChannels()}. */
    public Map<String, Channel> channels() {
        return channels.known();
    }

    /**
     * The own user.
     *
     * @throws IllegalStateException before the client has initialised
     */
    public UserInfo userInfo() {
        UserInfo own = users.own();
        if (own == null) {
            throw new IllegalStateException("userInfo: not known yet (expected: after initialize() has completed)");
        }
        return own;
    }

    /** The own identity: what the server says, and until then what the token says. */
    public String identity() {
        return configuration.getString("identity", accessManager.identity());
    }

    /**
     * Completes when the client knows its user and its channels. It begins by itself; a call more than one does nothing
     * more.
     */
    public Future<MessagingClient> initialize() {
        return loop.call(this::start);
    }

    /** Makes a public channel without names. */
    public Future<Channel> createChannel() {
        return createChannel(CreateChannelOptions.create());
    }

    /** Makes a channel. It is visible when this completes; its creator is no member yet. */
    public Future<Channel> createChannel(CreateChannelOptions how) {
        return ready(() -> connection
                .request(CallRequest.post(MessagingContext.CHAT + "/Conversations", how.body()))
                .compose(answer -> channels.ensure(answer.body().getString("sid"))));
    }

    /** The channel with this sid. Fails if there is none that the user may see. */
    public Future<Channel> getChannelBySid(String channelSid) {
        return ready(() -> channels.bySid(channelSid));
    }

    /** The channel with this unique name. Fails if there is none that the user may see. */
    public Future<Channel> getChannelByUniqueName(String uniqueName) {
        return ready(() -> channels.byUniqueName(uniqueName));
    }

    /** All channels that the client knows: those of the user, and public ones. */
    public Future<List<Channel>> getChannels() {
        return ready(() -> Future.succeededFuture(List.copyOf(channels.known().values())));
    }

    /** A user of the service, who is followed from then on. */
    public Future<UserInfo> getUserInfo(String identity) {
        return ready(() -> users.get(identity));
    }

    /** Replaces the token, as {@link AccessManager#updateToken} does. */
    public Future<Void> updateToken(String token) {
        return accessManager.updateToken(token);
    }

    /** Ends the client and its connection; calls under way fail. */
    public Future<Void> shutdown() {
        attachment.close();
        expiry.close();
        return loop.call(() -> {
            channels.close();
            shared.subscriptions().close();
            return connection.close();
        });
    }

    /** Begins {@link #shutdown()}. */
    @Override
    public void close() {
        shutdown();
    }

    private <T> Future<T> ready(Supplier<Future<T>> work) {
        return loop.call(() -> start().compose(client -> work.get()));
    }

    private Future<MessagingClient> start() {
        if (starting == null || starting.failed()) {
            // A start that failed may succeed with another token.
            starting = connection
                    .request(CallRequest.get(MessagingContext.CHAT + "/Configuration"))
                    .compose(answer -> begin(answer.body()));
        }
        return starting;
    }

    private Future<MessagingClient> begin(JsonObject body) {
        configuration = body;
        users.limit(body.getJsonObject("options").getInteger("user_infos_to_subscribe", 100));
        JsonObject objects = body.getJsonObject("sync_objects");
        String visible = options.publicChannels() ? objects.getString("public_conversations") : null;
        return Future.all(
                        users.openOwn(body.getString("identity"), objects.getString("my_user_info")),
                        channels.start(objects.getString("my_conversations"), visible))
                .map(this);
    }

    /** Once for each token, whoever says it first. */
    private void tokenExpired() {
        if (!expiryTold.equals(accessManager.token())) {
            expiryTold = accessManager.token();
            emit(TOKEN_EXPIRED, this);
        }
    }

    private <T> void tellAll(EventType<T> event, T subject) {
        emit(event, subject);
    }

    /** What the connection tells. */
    private final class Listener implements ConnectionListener {
        @Override
        public void stateChanged(ConnectionState state) {
            tellAll(CONNECTION_STATE_CHANGED, state);
        }

        @Override
        public void ready(Future<Void> resent) {
            start();
        }

        @Override
        public void tokenAboutToExpire() {
            tellAll(TOKEN_ABOUT_TO_EXPIRE, MessagingClient.this);
        }

        @Override
        public void tokenExpired() {
            MessagingClient.this.tokenExpired();
        }

        @Override
        public void notification(String messageType, JsonObject payload) {
            if (messageType.equals("twilio.ipmsg.typing_indicator")) {
                Channel channel = channels.known().get(payload.getString("channel_sid"));
                if (channel != null) {
                    channel.typingStartedBy(payload.getString("identity"), payload.getInteger("typing_timeout"));
                }
            }
        }
    }

    /** What this client's objects share. */
    private final class Shared implements MessagingContext {
        private final Vertx vertx;
        private final Subscriptions subscriptions;
        private final Lanes lanes = new Lanes();

        Shared(Vertx vertx, Subscriptions subscriptions) {
            this.vertx = vertx;
            this.subscriptions = subscriptions;
        }

        @Override
        public Vertx vertx() {
            return vertx;
        }

        @Override
        public ClientLoop loop() {
            return loop;
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public Subscriptions subscriptions() {
            return subscriptions;
        }

        @Override
        public Lanes lanes() {
            return lanes;
        }

        @Override
        public Users users() {
            return users;
        }

        @Override
        public String identity() {
            return MessagingClient.this.identity();
        }

        @Override
        public boolean reachabilityEnabled() {
            return MessagingClient.this.reachabilityEnabled();
        }

        @Override
        public <T> void tell(EventType<T> event, T subject) {
            tellAll(event, subject);
        }

        @Override
        public void channelGone(Channel channel) {
            channels.gone(channel);
        }

        @Override
        public void userChanged(UserInfo user, List<String> changes) {
            tellAll(USER_INFO_UPDATED, new UserInfoUpdated(user, changes));
            channels.known().values().forEach(channel -> channel.userChanged(user, changes));
        }
    }
}
