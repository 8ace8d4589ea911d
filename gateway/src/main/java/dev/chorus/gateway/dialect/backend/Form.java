package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The parameters in a back end's request.
 *
 * @param values by name
 */
public record Form(Map<String, List<String>> values) {
    /** Those of a request. */
    public static Form of(GatewayRequest request) {
        String type = request.header("content-type");
        if (type != null && MultipartForm.is(type)) {
            return new Form(MultipartForm.parse(type, request.body()));
        }
        // In forms, unlike in paths, a plus is a space.
        return new Form(Query.parse(new String(request.body(), StandardCharsets.UTF_8).replace("+", "%20")));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** All values of a parameter that may be repeated. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** A text, or what counts where it is absent. */
    public String text(String name, String otherwise) {
        List<String> all = all(name);
        return all.isEmpty() ? otherwise : all.get(0);
    }

    /** A text that has to be there. */
    String required(String name) {
        String value = text(name, "");
        if (value.isEmpty()) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, name + " is missing");
        }
        return value;
    }

    /** True or false, or what counts where it is absent. */
    boolean flag(String name, boolean otherwise) {
        return has(name) ? flag(name) : otherwise;
    }

    /** True or false. */
    boolean flag(String name) {
        String value = text(name, "");
        if ("true".equalsIgnoreCase(value)) {
            return true;
        }
        if ("false".equalsIgnoreCase(value)) {
            return false;
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST, name + " is neither true nor false");
    }

    /** A number within bounds, or what counts where it is absent. */
    int number(String name, int otherwise, int least, int most) {
        if (!has(name)) {
            return otherwise;
        }
        String value = text(name, "");
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new RequestFailedException(
                    ErrorCode.BAD_REQUEST, name + ": " + value + " (expected: " + least + ".." + most + ")");
        }
        return number;
    }
}
