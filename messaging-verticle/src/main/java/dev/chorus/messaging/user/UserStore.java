package dev.chorus.messaging.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.user.UserState;
import dev.chorus.messaging.index.UserIndex;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.messaging.script.StoredJson;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.script.ScriptReply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users: a profile and a map of channels each, in one partition. */
public final class UserStore {
    private static final RedisScript ENSURE = RedisScript.load("user/ensure_user");
    private static final RedisScript READ = RedisScript.load("user/read_user");
    private static final RedisScript UPDATE = RedisScript.load("user/update_profile");
    private static final RedisScript REPORT = RedisScript.load("user/report_presence");
    private static final RedisScript DELETE = RedisScript.load("user/delete_user");
    private static final String NO_ATTRIBUTES = "{}";

    private final MessagingScripts scripts;
    private final UserIndex index;

    /** A store that runs its scripts here and enters new users into an index. */
    public UserStore(MessagingScripts scripts, UserIndex index) {
        this.scripts = scripts;
        this.index = index;
    }

    /** Makes a user where there is none. Completes with the role that the user has. */
    public Future<String> ensure(Caller caller, String identity, String roleSid) {
        return make(caller, identity, roleSid, null, NO_ATTRIBUTES)
                .map(reply -> StoredJson.text(StoredJson.parse(reply.bytes(2)), "roleSid"));
    }

    /** Makes a user; fails with {@link ErrorCode#USER_EXISTS} where there is one. */
    Future<Void> create(
            Caller caller, String identity, String roleSid, @Nullable String friendlyName, String attributes) {
        return make(caller, identity, roleSid, friendlyName, attributes)
                .compose(reply -> reply.flag(1)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RequestFailedException(ErrorCode.USER_EXISTS)));
    }

    private Future<ScriptReply> make(
            Caller caller, String identity, String roleSid, @Nullable String friendlyName, String attributes) {
        UserSid user = UserSid.of(caller.serviceSid(), identity);
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(user.profile(), "meta"))
                .key(MessagingScripts.keyOf(user.channels(), "meta"))
                .add(scripts.pack(call(caller)))
                .add(caller.accountSid())
                .add(user.value())
                .add(identity)
                .add(roleSid)
                .add(value(friendlyName))
                .add(value(attributes));
        return scripts.run(ENSURE, Partition.of(user.profile()), arguments)
                .compose(reply -> reply.flag(1)
                        ? index.follow(caller, user, reply.number(3)).map(entered -> reply)
                        : Future.succeededFuture(reply));
    }

    /** Removes a user. Completes with what is to be told. */
    Future<ScriptReply> delete(Caller caller, UserSid user) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(user.profile(), "meta"))
                .key(MessagingScripts.keyOf(user.channels(), "meta"))
                .add(scripts.pack(call(caller)))
                .add(user.value());
        return scripts.run(DELETE, Partition.of(user.profile()), arguments)
                .compose(reply -> index.follow(caller, user, reply.number(1)).map(removed -> reply.list(3)));
    }

    /**
     * Reads a user, for a back end with the count of joined channels; fails with {@link ErrorCode#USER_NOT_FOUND}.
     */
    public Future<UserState> read(Caller caller, UserSid user, boolean withReachability) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(user.profile(), "meta"))
                .key(MessagingScripts.keyOf(user.profile(), "items"))
                .key(caller.backEnd() ? MessagingScripts.keyOf(user.channels(), "items") : null)
                .add(scripts.pack(call(caller)));
        return scripts.run(READ, Partition.of(user.profile()), arguments)
                .map(reply -> decode(user, reply, withReachability, caller.backEnd()));
    }

    /** Changes values of a profile. Completes with what is to be told. */
    Future<ScriptReply> update(Caller caller, UserSid user, @Nullable String roleSid, Map<String, String> values) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(user.profile(), "meta"))
                .add(scripts.pack(call(caller)))
                .add(user.value())
                .add(roleSid);
        values.forEach((key, value) -> arguments.add(key).add(value));
        return scripts.run(UPDATE, Partition.of(user.profile()), arguments).map(reply -> reply.list(1));
    }

    /** Notes whether a gateway has connections of a user. Completes with what is to be told. */
    Future<ScriptReply> reportPresence(String service, UserSid user, String gateway, boolean connected) {
        ObjectSid profile = user.profile();
        Partition partition = Partition.of(profile);
        ScriptCall call = new ScriptCall(service, "", "", 0, null, 0);
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(profile, "meta"))
                .key(partition.prefix() + user.value() + ":gateways")
                .key(connectedKey(partition))
                .add(scripts.pack(call))
                .add(user.value())
                .add(gateway)
                .add(connected);
        return scripts.run(REPORT, partition, arguments).map(reply -> reply.list(1));
    }

    /** Which gateways have connections of which users of a partition: a set. */
    static String connectedKey(Partition partition) {
        return partition.prefix() + "connected";
    }

    /** A value of a profile as it is stored. */
    static String value(@Nullable String value) {
        return new JsonObject()
                .put("value", value == null || value.isEmpty() ? null : value)
                .encode();
    }

    private static ScriptCall call(Caller caller) {
        return new ScriptCall(
                        caller.serviceSid(),
                        caller.identity(),
                        "",
                        0,
                        caller.requestId(),
                        ScriptCall.access(0, false, caller.backEnd()))
                .told(caller.told());
    }

    private static UserState decode(UserSid user, ScriptReply reply, boolean withReachability, boolean withChannels) {
        JsonNode record = StoredJson.parse(reply.bytes(1));
        JsonNode reachability = StoredJson.parse(reply.bytes(4));
        String attributes = StoredJson.textOrNull(StoredJson.parse(reply.bytes(3)), "value");
        return new UserState(
                user,
                StoredJson.text(record, "identity"),
                StoredJson.textOrNull(StoredJson.parse(reply.bytes(2)), "value"),
                attributes == null ? "{}" : attributes,
                StoredJson.text(record, "roleSid"),
                withReachability ? reachability.path("online").asBoolean() : null,
                withReachability ? reachability.path("notifiable").asBoolean() : null,
                StoredJson.millis(record, "dateCreated"),
                Long.parseLong(new String(reply.bytes(5), StandardCharsets.US_ASCII)),
                withChannels ? reply.number(6) : null);
    }
}
