package dev.chorus.gateway;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/** Requests that are nearly right, quite wrong, or nonsense. */
final class RequestFuzz {
    private static final List<String> METHODS = List.of("GET", "POST", "POST", "PUT", "DELETE");
    private static final List<String> ODD_METHODS = List.of("PATCH", "HEAD", "OPTIONS", "", "get", "\u0000", "GÉT");
    private static final List<String> PATHS = List.of(
            "/v3/Documents",
            "/v3/Documents/{id}",
            "/v3/Lists",
            "/v3/Lists/{id}",
            "/v3/Lists/{id}/Items",
            "/v3/Lists/{id}/Items/{key}",
            "/v3/Lists/{id}/Context",
            "/v3/Maps",
            "/v3/Maps/{id}",
            "/v3/Maps/{id}/Items",
            "/v3/Maps/{id}/Items/{key}",
            "/v3/Maps/{id}/Context",
            "/v3/Streams",
            "/v3/Streams/{id}",
            "/v3/Streams/{id}/Messages",
            "/v4/Subscriptions",
            "/v1/token",
            "/errors/{key}",
            "/dev/token",
            "/sync/v1/Services/{id}",
            "/sync/v1/Services/{id}/Maps/{id}/Permissions/{key}",
            "/Client/v1/Configuration",
            "/Client/v1/Conversations",
            "/Client/v1/Conversations/{id}",
            "/Client/v1/Conversations/{id}/Participants",
            "/Client/v1/Conversations/{id}/Participants/{key}",
            "/Client/v1/Conversations/{id}/Invites",
            "/Client/v1/Conversations/{id}/Invites/{key}",
            "/Client/v1/Conversations/{id}/Messages",
            "/Client/v1/Conversations/{id}/Messages/{key}",
            "/Client/v1/MyConversations",
            "/Client/v1/MyConversations/{id}",
            "/Client/v1/Users",
            "/Client/v1/Users/{key}",
            "/Client/v1/Typing",
            "/v1/typing",
            "/v1/registrations",
            "/v1/subscriptions",
            "/v1/subscriptions/{key}",
            "/v2/Streams",
            "/v2/Streams/{id}",
            "/v2/Streams/{id}/Entities",
            "/v2/Streams/{id}/Events",
            "/v2/Streams/{id}/Context",
            "/v2/Maps/{id}",
            "/v2/Maps/{id}/Entities",
            "/v2/Maps/{id}/Events",
            "/v2/Entities/{id}",
            "/chat/v2/Services/{id}",
            "/chat/v2/Services/{id}/Roles",
            "/chat/v2/Services/{id}/Roles/{key}",
            "/{key}/{key}",
            "/");
    private static final List<String> KEYS = List.of(
            "0",
            "1",
            "a",
            "-1",
            "99999999999999999999",
            "..",
            ".",
            "%2F",
            "%",
            "%zz",
            "%00",
            "%FF%FE",
            "a+b",
            "日本",
            "%F0%9F%98%80",
            "{key}",
            "Items",
            "'; DROP",
            "\ud800",
            " ",
            "a%0d%0ab");
    private static final List<String> CHAT_IDS = List.of(
            "CH00000000000000000000000000000001",
            "CH00000000000000000000000000000001.roster",
            "US00000000000000000000000000000002.info",
            "US00000000000000000000000000000002.channels",
            "IS" + "e".repeat(32) + ".public",
            "CH00000000000000000000000000000001.info",
            "CH0000000000000000000000000000000Z.channel");
    private static final List<String> PARAMETERS = List.of(
            "From",
            "PageSize",
            "Order",
            "PageToken",
            "Index",
            "from",
            "limit",
            "direction",
            "id",
            "subscribe",
            "ConversationSid",
            "Key",
            "Include",
            "HideExpired",
            "identity",
            "x",
            "",
            "%");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "1",
            "50",
            "-1",
            "99999999999",
            "asc",
            "desc",
            "items",
            "ZmE1Omtlew",
            "YmQ3Omtl",
            "%",
            "a%20b",
            "日");
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "null",
            "[]",
            "{\"data\":{}}",
            "{\"data\":null,\"unique_name\":null}",
            "{\"data\":{\"a\":[1,2.50,\"ü😀\"]},\"ttl\":60,\"key\":\"k\",\"unique_name\":\"name\"}",
            "{\"key\":\"a\",\"data\":1e400}",
            "{\"key\":\"\\ud800\",\"data\":\"\\ud800\",\"unique_name\":\"\\udfff\"}",
            "{\"ttl\":-1}",
            "{\"ttl\":\"x\",\"key\":7,\"unique_name\":[]}",
            "{\"type\":\"private\",\"unique_name\":\"a\",\"friendly_name\":\"b\",\"attributes\":\"{}\"}",
            "{\"type\":7,\"attributes\":[],\"identity\":\"\",\"body\":{}}",
            "{\"last_consumed_message_index\":-1,\"notification_level\":\"x\"}",
            "{\"subscription\":{\"objectUrl\":\"http://h/v2/Maps/CH00000000000000000000000000000001.roster\"}}",
            "{\"subscription\":{\"objectUrl\":\"/v2/\"},\"context\":7,\"data\":7}",
            "{\"data\":{\"request\":{\"action\":\"x\"},\"commandId\":\"c\"},\"context\":{}}",
            "ChannelSid=CH00000000000000000000000000000001",
            "ChannelSid=%&Permission=x&Limits.ChannelMembers=-1",
            "{\"fpa_token\":\"a.b.c\",\"continuation_token\":\"x\"}",
            "AclEnabled=true&Read=true&Write=x&%=+",
            "{\"event_protocol_version\":4,\"action\":\"establish\",\"correlation_id\":1714557600123,\"requests\":"
                    + "[{\"object_sid\":\"MP00000000000000000000000000000003\",\"object_type\":\"map\",\"last_event_id\":0},"
                    + "{\"object_sid\":\"x\"},7,null,{\"object_sid\":\"TO00000000000000000000000000000004\"}]}",
            "{\"action\":\"cancel\",\"correlation_id\":99999999999999999999999,\"requests\":[{\"object_sid\":"
                    + "\"MP00000000000000000000000000000003\",\"object_type\":\"\\ud800\"}]}",
            "{\"correlation_id\":1,\"requests\":[{\"object_sid\":\"ET00000000000000000000000000000001\","
                    + "\"last_event_id\":99999999999999999999},{\"object_sid\":\"ES00000000000000000000000000000002\","
                    + "\"last_event_id\":-5,\"object_type\":{}}]}");

    private final Random random;

    RequestFuzz(Random random) {
        this.random = random;
    }

    String method() {
        return switch (random.nextInt(12)) {
            case 0 -> garbage(6);
            case 1 -> one(ODD_METHODS);
            default -> one(METHODS);
        };
    }

    String path() {
        StringBuilder path = new StringBuilder(one(PATHS));
        for (int brace = path.indexOf("{"); brace >= 0; brace = path.indexOf("{", brace)) {
            int end = path.indexOf("}", brace) + 1;
            String value =
                    path.substring(brace, end).equals("{id}") ? id() : one(KEYS).replace("{", "%7B");
            path.replace(brace, end, value);
            brace += value.length();
        }
        if (random.nextInt(8) == 0) {
            path.insert(random.nextInt(path.length() + 1), garbage(5));
        }
        return path.toString();
    }

    String parameter() {
        return random.nextInt(6) == 0 ? garbage(5) : one(PARAMETERS);
    }

    String value() {
        return random.nextInt(6) == 0 ? garbage(8) : one(VALUES);
    }

    String body() {
        String body = one(BODIES);
        for (int mutations = random.nextInt(3); mutations > 0 && random.nextInt(3) == 0; mutations--) {
            int at = random.nextInt(body.length() + 1);
            body = body.substring(0, at) + garbage(3) + body.substring(Math.min(body.length(), at + random.nextInt(3)));
        }
        return body;
    }

    /** A tunnelled request's fields, some of them of other types than they should be. */
    JsonObject http() {
        JsonObject params = new JsonObject();
        for (int count = random.nextInt(3); count > 0; count--) {
            params.put(parameter(), value());
        }
        JsonObject http =
                new JsonObject().put("method", method()).put("path", path()).put("params", params);
        switch (random.nextInt(12)) {
            case 0 -> http.put("method", 7);
            case 1 -> http.putNull("path");
            case 2 -> http.put("params", List.of("a"));
            case 3 -> http.put("headers", "x");
            case 4 ->
                http.put("headers", new JsonObject().put("If-Match", garbage(4)).put("Authorization", "Basic %"));
            case 5 ->
                http.put("params", new JsonObject().put("From", List.of("a", 7)).putNull("Order"));
            default -> {
                // As it should be.
            }
        }
        return http;
    }

    String garbage(int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(most + 1); length > 0; length--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x80));
                case 1 -> text.append("/%.?&={}\"\\".charAt(random.nextInt(10)));
                case 2 -> text.append((char) random.nextInt(0xD800));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    private String id() {
        return switch (random.nextInt(9)) {
            case 0 -> one(KEYS).replace("{", "%7B");
            case 7 -> one(CHAT_IDS);
            case 1 -> "ET00000000000000000000000000000001";
            case 2 -> "ES00000000000000000000000000000002";
            case 3 -> "MP00000000000000000000000000000003";
            case 4 -> "TO00000000000000000000000000000004";
            case 5 -> random.nextBoolean() ? "name" : "MP" + "f".repeat(32);
            case 6 -> "MP00000000000000000000000000000003";
            default -> "IS" + "e".repeat(32);
        };
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
