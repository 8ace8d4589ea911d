package dev.chorus.gateway.dialect.sync;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ReadItems;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.gateway.tunnel.GatewayRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which items a client asks for (sync specification, section 16). A page token holds the boundary key, so that it stays
 * good while items come and go.
 *
 * @param single the only key that is asked for; null for a page
 * @param boundary the key that the page begins at; null for the first
 * @param inclusive whether the item at the boundary belongs to the page
 * @param descending the order of the listing
 * @param backwards whether the page is the one before the boundary, in the order of the listing
 * @param size how many items at most
 */
record ItemQuery(
        @Nullable String single,
        @Nullable String boundary,
        boolean inclusive,
        boolean descending,
        boolean backwards,
        int size) {
    /** Direction, order, size and boundary key. */
    private static final Pattern TOKEN = Pattern.compile("([fb])([ad])([1-9][0-9]{0,8}):(.*)", Pattern.DOTALL);

    private static final int DEFAULT_SIZE = 50;
    private static final int LARGEST_SIZE = 1000;

    static ItemQuery of(SyncResource resource, GatewayRequest request) {
        String single = request.parameter(resource == SyncResource.LIST ? "Index" : "Key");
        if (single != null) {
            return new ItemQuery(single, null, true, false, false, 1);
        }
        String token = request.parameter("PageToken");
        if (token != null && !token.isEmpty()) {
            return ofToken(token);
        }
        String from = request.parameter("From");
        boolean descending = "desc".equalsIgnoreCase(request.parameter("Order"));
        return new ItemQuery(
                null, from == null || from.isEmpty() ? null : from, true, descending, false, size(request));
    }

    /** The command that reads it: a page before a boundary is the first one after it in the other direction. */
    ReadItems command(ObjectType type, String collection) {
        return new ReadItems(type, collection, boundary, inclusive, descending != backwards, size);
    }

    /** The token of the page that follows a key. */
    String tokenAfter(String key) {
        return token(key, false);
    }

    /** The token of the page that ends before a key. */
    String tokenBefore(String key) {
        return token(key, true);
    }

    private String token(String key, boolean before) {
        String text = (before ? "b" : "f") + (descending ? "d" : "a") + size + ":" + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ItemQuery ofToken(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            Matcher parts = TOKEN.matcher(text);
            if (parts.matches()) {
                int size = Math.min(Integer.parseInt(parts.group(3)), LARGEST_SIZE);
                boolean backwards = parts.group(1).equals("b");
                return new ItemQuery(null, parts.group(4), false, parts.group(2).equals("d"), backwards, size);
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like a token of another form.
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST, "The page token is not one of this server");
    }

    private static int size(GatewayRequest request) {
        String text = request.parameter("PageSize");
        if (text == null || text.isEmpty()) {
            return DEFAULT_SIZE;
        }
        try {
            int size = Integer.parseInt(text);
            if (size >= 1) {
                return Math.min(size, LARGEST_SIZE);
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number that is too small.
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST, "PageSize is not a number of 1 or more");
    }
}
