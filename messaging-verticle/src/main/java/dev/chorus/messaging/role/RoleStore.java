package dev.chorus.messaging.role;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.RoleState;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** The roles and settings of services: a hash for each service that has other ones than at its beginning. */
final class RoleStore {
    private static final String SETTINGS = "settings";
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ScriptRunner scripts;

    RoleStore(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    Future<ServiceRoles> read(String service) {
        return scripts.send(0, Request.cmd(Command.HGETALL).arg(key(service))).map(found -> decode(service, found));
    }

    Future<Void> write(String service, MessagingSettings settings) {
        return put(service, SETTINGS, settings);
    }

    /** Writes a role; the service's first ones become stored with it. */
    Future<Void> write(String service, RoleState role) {
        return put(service, role.sid(), role);
    }

    /** Removes a role. One that every service begins with stays known as removed. */
    Future<Void> remove(String service, String sid) {
        return scripts.send(
                        0, Request.cmd(Command.HSET).arg(key(service)).arg(sid).arg("null"))
                .mapEmpty();
    }

    /** Removes everything that a service has other than at its beginning. */
    Future<Void> erase(String service) {
        return scripts.send(0, Request.cmd(Command.DEL).arg(key(service))).mapEmpty();
    }

    private Future<Void> put(String service, String field, Object value) {
        try {
            Request request =
                    Request.cmd(Command.HSET).arg(key(service)).arg(field).arg(JSON.writeValueAsString(value));
            return scripts.send(0, request).mapEmpty();
        } catch (JsonProcessingException e) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.INTERNAL));
        }
    }

    private static ServiceRoles decode(String service, Response found) {
        ServiceRoles defaults = ServiceRoles.defaults(service);
        MessagingSettings settings = defaults.settings();
        List<RoleState> roles = new ArrayList<>(defaults.roles());
        try {
            for (String field : found.getKeys()) {
                String value = found.get(field).toString();
                if (field.equals(SETTINGS)) {
                    settings = JSON.readValue(value, MessagingSettings.class);
                } else {
                    replace(roles, field, value);
                }
            }
        } catch (JsonProcessingException e) {
            throw new RequestFailedException(ErrorCode.INTERNAL);
        }
        return new ServiceRoles(settings, List.copyOf(roles));
    }

    private static void replace(List<RoleState> roles, String sid, String value) throws JsonProcessingException {
        RoleState stored = JSON.readValue(value, RoleState.class);
        UnaryOperator<RoleState> byStored = role -> role.sid().equals(sid) && stored != null ? stored : role;
        boolean known = roles.stream().anyMatch(role -> role.sid().equals(sid));
        if (stored == null) {
            roles.removeIf(role -> role.sid().equals(sid));
        } else if (known) {
            roles.replaceAll(byStored);
        } else {
            roles.add(stored);
            roles.sort(Comparator.comparingLong(RoleState::createdMillis));
        }
    }

    private static String key(String service) {
        return "{s:" + service + "}:roles";
    }
}
