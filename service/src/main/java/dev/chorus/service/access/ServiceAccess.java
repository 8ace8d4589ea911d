package dev.chorus.service.access;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.channel.ChatObjects;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.object.NameIndex;
import dev.chorus.store.script.ScriptCall;
import io.vertx.core.Future;
import java.util.Optional;

/** The way from a caller and an id to what a script needs: the right service, the right permission, the right sid. */
public final class ServiceAccess {
    private final SettingsCache settings;
    private final NameIndex names;

    /** An access that reads settings and names here. */
    public ServiceAccess(SettingsCache settings, NameIndex names) {
        this.settings = settings;
        this.names = names;
    }

    /** Completes with the settings of the caller's service; fails with {@link ErrorCode#NOT_FOUND}. */
    public Future<ServiceSettings> settings(Caller caller) {
        return settings.read(caller.serviceSid())
                .compose(found -> found.accountSid().equals(caller.accountSid())
                        ? Future.succeededFuture(found)
                        : Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND)));
    }

    /**
     * Completes with the call that scripts take on the caller's behalf. Fails with {@link ErrorCode#NOT_FOUND} where
     * the account has no such service.
     *
     * @param caller on whose behalf
     * @param right the permission bit that is needed where the service uses permissions
     */
    public Future<ScriptCall> authorize(Caller caller, int right) {
        return settings(caller)
                .map(found -> new ScriptCall(
                                caller.serviceSid(),
                                caller.identity(),
                                caller.connection(),
                                caller.requestNumber(),
                                caller.requestId(),
                                ScriptCall.access(right, found.aclEnabled(), caller.backEnd()))
                        .told(found.webhooks().url() != null
                                && (!caller.backEnd() || found.webhooks().fromRest())));
    }

    /** Whether an id is a sid, or says which object it means without a lookup. */
    public boolean knowsSid(ObjectType type, String id) {
        return ObjectSid.isSid(id) || ChatObjects.named(type, id).isPresent();
    }

    /** Completes with the sid that an id is or names; fails with the type's not-found code. */
    public Future<ObjectSid> sid(ScriptCall call, ObjectType type, String id) {
        Optional<ObjectSid> chatObject = ChatObjects.named(type, id);
        if (chatObject.isPresent()) {
            return Future.succeededFuture(chatObject.get());
        }
        if (!ObjectSid.isSid(id)) {
            return names.sidOf(call.service(), type, id);
        }
        return id.startsWith(type.sidPrefix())
                ? Future.succeededFuture(new ObjectSid(id))
                : Future.failedFuture(new RequestFailedException(type.notFound()));
    }
}
