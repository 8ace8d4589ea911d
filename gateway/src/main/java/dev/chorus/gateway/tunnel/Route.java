package dev.chorus.gateway.tunnel;

import io.vertx.core.Future;
import java.util.List;

/** What answers the requests to one path and method. */
@FunctionalInterface
public interface Route {
    /**
     * Answers a request.
     *
     * @param request the request
     * @param segments the decoded values of the path's named segments, in their order
     * @return the answer; a failure, or an exception, is answered as an error
     */
    Future<GatewayResponse> answer(GatewayRequest request, List<String> segments);
}
