package dev.chorus.gateway.dialect.backend;

import dev.chorus.gateway.tunnel.GatewayRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way in which the APIs for back ends are addressed (REST specification, sections 1 and 6). Addresses in answers are
 * those of the face that was asked, or the next page would be another product's.
 *
 * @param prefix what its paths begin with
 * @param products whose services are meant
 * @param first whether it is the first version of chat
 * @param underscores whether the status of a membership is spelled with underscores
 */
record RestFace(String prefix, Set<Product> products, boolean first, boolean underscores) {
    /** What a service can be used for. */
    enum Product {
        CHAT,
        SYNC
    }

    private static final Set<Product> CHAT = Set.of(Product.CHAT);
    private static final Set<Product> SYNC = Set.of(Product.SYNC);
    private static final Pattern HOST =
            Pattern.compile("(chat|ip-messaging|sync)(\\.[a-z0-9-]+){0,2}\\.twilio\\.com(:\\d+)?");

    /** At this address both products have services. */
    private static final RestFace SHARED = new RestFace("/v1", Set.of(Product.CHAT, Product.SYNC), true, true);

    /** Where chat is found. */
    static final List<RestFace> OF_CHAT = List.of(
            new RestFace("/chat/v2", CHAT, false, false),
            new RestFace("/ip-messaging/v2", CHAT, false, true),
            new RestFace("/v2", CHAT, false, false),
            new RestFace("/chat/v1", CHAT, true, true),
            new RestFace("/ip-messaging/v1", CHAT, true, true),
            SHARED);

    /** Where Sync is found. */
    static final List<RestFace> OF_SYNC = List.of(new RestFace("/sync/v1", SYNC, false, false), SHARED);

    /** Where services are found. */
    static final List<RestFace> OF_SERVICES = List.of(
            OF_CHAT.get(0), OF_CHAT.get(1), OF_CHAT.get(2), OF_CHAT.get(3), OF_CHAT.get(4), OF_SYNC.get(0), SHARED);

    /** The face as a request means it: helper libraries that only dial elsewhere name the product in the host. */
    RestFace meantBy(GatewayRequest request) {
        Matcher host = HOST.matcher(host(request));
        if (prefix.lastIndexOf('/') > 0 || !host.matches()) {
            return this;
        }
        return switch (host.group(1)) {
            case "sync" -> new RestFace(prefix, SYNC, false, false);
            case "ip-messaging" -> new RestFace(prefix, CHAT, first, true);
            default -> new RestFace(prefix, CHAT, first, first);
        };
    }

    boolean has(Product product) {
        return products.contains(product);
    }

    private static String host(GatewayRequest request) {
        for (String name : List.of("x-original-host", "x-forwarded-host", "host")) {
            String value = request.header(name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }
}
