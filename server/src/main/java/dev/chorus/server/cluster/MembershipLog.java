package dev.chorus.server.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import java.util.Collection;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log which processes this one is together with, whenever that changes. */
final class MembershipLog implements MembershipListener, LifecycleListener {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipLog.class);

    private MembershipLog() {}

    /** Says what is so now, and from now on what changes. */
    static void begin(HazelcastInstance hazelcast) {
        MembershipLog log = new MembershipLog();
        hazelcast.getCluster().addMembershipListener(log);
        hazelcast.getLifecycleService().addLifecycleListener(log);
        Collection<Member> members = hazelcast.getCluster().getMembers();
        if (members.size() == 1) {
            LOG.info("found nobody, begins a cluster as {}", list(members));
        } else {
            LOG.info("joined a cluster of {}: {}", members.size(), list(members));
        }
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        LOG.info("{} joined, a cluster of {}: {}", address(event.getMember()), size(event), list(event.getMembers()));
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        LOG.info("{} is gone, a cluster of {}: {}", address(event.getMember()), size(event), list(event.getMembers()));
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case MERGING -> LOG.warn("found another cluster of the same kind, goes over to it");
            case MERGED -> LOG.info("went over to the other cluster");
            case MERGE_FAILED -> LOG.error("did not get into the other cluster");
            default -> {
                // Start and end are said elsewhere.
            }
        }
    }

    private static int size(MembershipEvent event) {
        return event.getMembers().size();
    }

    private static String list(Collection<Member> members) {
        return members.stream().map(MembershipLog::address).collect(Collectors.joining(", "));
    }

    private static String address(Member member) {
        return member.getAddress().getHost() + ":" + member.getAddress().getPort();
    }
}
