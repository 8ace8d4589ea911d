package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that was asked for. Its token is where it and some pages before it begin, so that each resource is
 * seen once while others come and go, and the way back is known.
 *
 * @param url the list's address
 * @param filters the query that says which resources are meant, ready to be appended
 * @param number the page's number, from 0
 * @param size how many resources it may have
 * @param trail where it and those before it begin; empty for the first page
 */
public record RestPages(String url, String filters, long number, int size, List<String> trail) {
    /** How many resources a page may have. */
    public static final int MOST = 100;

    private static final int USUAL = 50;

    /** Further back than this many pages the way is forgotten. */
    private static final int LONGEST = 8;

    /** The page that a request asks for, of a list with these filters. */
    public static RestPages of(GatewayRequest request, String url, int most, String... filters) {
        StringBuilder query = new StringBuilder();
        for (String filter : filters) {
            for (String value : request.query().getOrDefault(filter, List.of())) {
                query.append('&').append(filter).append('=').append(RestRequest.encode(value));
            }
        }
        String token = request.parameter("PageToken");
        if (token != null && !token.isEmpty() && !token.matches("[0-9A-Za-z~-]+(\\.[0-9A-Za-z~-]+)*")) {
            throw new RequestFailedException(ErrorCode.PAGE_TOKEN_INVALID);
        }
        List<String> trail = token == null || token.isEmpty() ? List.of() : List.of(token.split("\\."));
        String number = request.parameter("Page");
        boolean numbered = number != null && number.matches("\\d{1,9}");
        return new RestPages(
                url,
                query.toString(),
                numbered ? Long.parseLong(number) : trail.size(),
                size(request.parameter("PageSize"), most),
                trail);
    }

    /** A key in the form that a token takes, in which the order of keys stays. */
    public static String token(String key) {
        return HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key in a token. */
    public static String text(String token) {
        try {
            return new String(HexFormat.of().parseHex(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RequestFailedException(ErrorCode.PAGE_TOKEN_INVALID);
        }
    }

    /** Where the page begins; null for the first. */
    @Nullable
    public String from() {
        return trail.isEmpty() ? null : trail.get(trail.size() - 1);
    }

    /** The page. */
    public <T> GatewayResponse answer(
            String key, List<T> resources, @Nullable String next, BiConsumer<JsonWriter, T> fieldsOfResource) {
        return GatewayResponse.of(
                200,
                new JsonWriter()
                        .object(
                                "meta",
                                meta -> meta.text("key", key)
                                        .number("page", number)
                                        .number("page_size", size)
                                        .text("first_page_url", address(0, List.of()))
                                        .text("previous_page_url", previous())
                                        .text("url", address(number, trail))
                                        .text("next_page_url", next == null ? null : address(number + 1, longer(next))))
                        .objects(key, resources, fieldsOfResource));
    }

    private @Nullable String previous() {
        if (trail.isEmpty() || (trail.size() == 1 && number > 1)) {
            return null;
        }
        return address(Math.max(0, number - 1), trail.subList(0, trail.size() - 1));
    }

    private List<String> longer(String next) {
        List<String> longer = new ArrayList<>(trail.subList(Math.max(0, trail.size() + 1 - LONGEST), trail.size()));
        longer.add(next);
        return longer;
    }

    private String address(long page, List<String> steps) {
        return url + "?PageSize=" + size + "&Page=" + page
                + (steps.isEmpty() ? "" : "&PageToken=" + String.join(".", steps)) + filters;
    }

    private static int size(@Nullable String asked, int most) {
        if (asked == null || asked.isEmpty()) {
            return Math.min(USUAL, most);
        }
        if (!asked.matches("0*[1-9]\\d{0,17}")) {
            throw new RequestFailedException(
                    ErrorCode.BAD_REQUEST, "PageSize: " + asked + " (expected: 1.." + most + ")");
        }
        // Helper libraries ask for as many as their caller wants in all.
        return (int) Math.min(most, Long.parseLong(asked));
    }
}
