package dev.chorus.bench;

import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Channels with members, each of whom has one connection that follows the messages of all of their channels. */
final class ChannelPopulation {
    private static final String CONVERSATIONS = "/Client/v1/Conversations";

    private final List<ChorusClient> members;
    private final List<String> channels;
    private final int membersEach;

    private ChannelPopulation(List<ChorusClient> members, List<String> channels, int membersEach) {
        this.members = members;
        this.channels = channels;
        this.membersEach = membersEach;
    }

    /** Makes channels and members, spread evenly over gateways and each other. */
    static ChannelPopulation make(
            EventLoopGroup group, List<Integer> ports, ChannelShape shape, MessageAudience audience) throws Exception {
        int people = Math.max(shape.members(), Math.min(1_000, shape.channels()));
        ChorusClient.updateService(ports.get(0), DevelopmentKeyring.SERVICE, "Limits.ChannelMembers=1000");
        List<ChorusClient> members = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            int port = ports.get(i % ports.size());
            ChorusClient member = ChorusClient.connect(group, port, ChorusClient.token(port, "member-" + i), audience)
                    .get(20, TimeUnit.SECONDS);
            member.ask("GET", "/Client/v1/Configuration", "");
            members.add(member);
        }
        List<String> channels = new ArrayList<>();
        for (int i = 0; i < shape.channels(); i++) {
            channels.add(members.get(i % people)
                    .ask("POST", CONVERSATIONS, "{\"type\":\"public\",\"attributes\":\"{}\"}")
                    .path("sid")
                    .asText());
        }
        ChannelPopulation population = new ChannelPopulation(members, channels, shape.members());
        population.joinAll();
        population.followAll();
        return population;
    }

    /** Sends a message as one of the channel's members. */
    void send(int channel, String body) {
        memberOf(channel, channel % membersEach)
                .request(
                        "POST",
                        CONVERSATIONS + "/" + channels.get(channel) + "/Messages",
                        "{\"body\":\"" + body + "\",\"attributes\":\"{}\"}");
    }

    void close() {
        members.forEach(ChorusClient::close);
    }

    private ChorusClient memberOf(int channel, int number) {
        return members.get((channel + number) % members.size());
    }

    private void joinAll() throws Exception {
        List<CompletableFuture<?>> joined = new ArrayList<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            String path = CONVERSATIONS + "/" + channels.get(channel) + "/Participants";
            for (int i = 0; i < membersEach; i++) {
                int person = (channel + i) % members.size();
                joined.add(members.get(person).request("POST", path, "{\"identity\":\"member-" + person + "\"}"));
                if (joined.size() % 32 == 0) {
                    joined.get(joined.size() - 32).get(20, TimeUnit.SECONDS);
                }
            }
        }
        CompletableFuture.allOf(joined.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
    }

    private void followAll() throws Exception {
        for (int person = 0; person < members.size(); person++) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < membersEach; i++) {
                int channel = Math.floorMod(person - i, members.size());
                if (channel < channels.size()) {
                    requests.append(requests.isEmpty() ? "" : ",")
                            .append("{\"object_sid\":\"ES")
                            .append(channels.get(channel).substring(2))
                            .append("\",\"object_type\":\"list\",\"last_event_id\":0}");
                }
            }
            members.get(person)
                    .request(
                            "POST",
                            "/v4/Subscriptions",
                            "{\"event_protocol_version\":4,\"action\":\"establish\",\"correlation_id\":1,\"requests\":["
                                    + requests + "]}")
                    .get(20, TimeUnit.SECONDS);
        }
    }
}
