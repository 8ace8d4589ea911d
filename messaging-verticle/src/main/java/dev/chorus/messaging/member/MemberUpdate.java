package dev.chorus.messaging.member;

import dev.chorus.contract.member.Horizon;
import dev.chorus.contract.value.Origin;
import dev.chorus.messaging.script.StoredJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a member, checked; null leaves it.
 *
 * @param attributes the attributes
 * @param roleSid the role
 * @param horizon how far the member has read
 * @param origin where the membership comes from
 */
record MemberUpdate(
        @Nullable String attributes,
        @Nullable String roleSid,
        @Nullable Horizon horizon,
        Origin origin) {

    /** What the script takes. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "attributes", attributes);
        put(values, "role", roleSid);
        if (horizon != null) {
            Long index = horizon.messageIndex();
            values.put("horizon", index == null ? "" : index.toString());
            put(values, "consumed", StoredJson.date(horizon.setMillis()));
        }
        put(values, "created", StoredJson.date(origin.createdMillis()));
        put(values, "updated", StoredJson.date(origin.updatedMillis()));
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
