package dev.chorus.gateway.dialect.backend;

import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.gateway.tunnel.GatewayRequest;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an account asks.
 *
 * @param bus how services are asked
 * @param address where commands go, if nothing else is said
 * @param account the account, which has proved who it is
 * @param face how the API was addressed
 * @param path the segments that vary, decoded; the service first
 * @param http the request itself
 */
record RestRequest(
        CommandBus bus, String address, String account, RestFace face, List<String> path, GatewayRequest http) {
    String service() {
        return path.get(0);
    }

    ChatForm form() {
        return new ChatForm(Form.of(http));
    }

    /** Gives a command on behalf of the back end. */
    <R extends Reply> Future<R> ask(Command<R> command) {
        return bus.request(address, caller(service()), command);
    }

    /** Gives a command about what is one user's own, with the rights of the back end. */
    <R extends Reply> Future<R> askAs(String identity, Command<R> command) {
        Caller caller = new Caller(account, service(), identity, true, "", 0, told(), null);
        return bus.request(address, caller, command);
    }

    /** Gives a command to one of the services of the cluster, about one of the account's services. */
    <R extends Reply> Future<R> ask(String address, String service, Command<R> command) {
        return bus.request(address, caller(service), command);
    }

    private Caller caller(String service) {
        return Caller.backEnd(account, service).told(told());
    }

    /** Whether webhooks hear of what the back end does itself, which it has to ask for. */
    private boolean told() {
        return "true".equalsIgnoreCase(http.header("x-twilio-webhook-enabled"));
    }

    /** The channel that a segment of the path names, by sid or unique name. */
    Future<ChannelSid> channel(int segment) {
        String named = path.get(segment);
        return ChannelSid.isSid(named)
                ? Future.succeededFuture(new ChannelSid(named))
                : ask(new ReadChannel(named)).map(ChannelState::sid);
    }

    /** The same, of a channel that is there. */
    Future<ChannelSid> existingChannel(int segment) {
        return ask(new ReadChannel(path.get(segment))).map(ChannelState::sid);
    }

    /** The address of the service, or of what lies below it. */
    String url(String below) {
        return http.baseUrl() + face.prefix() + "/Services/" + encode(service()) + below;
    }

    String url(ChannelSid channel, String below) {
        return url("/Channels/" + channel + below);
    }

    /** Percent-encoding for paths and queries, in which a space is no plus. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
