package dev.chorus.gateway.subscription;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.frame.CloseReason;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.gateway.socket.SocketSession;
import dev.chorus.gateway.socket.SocketWriter;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection's subscription to one object. It tells the connection each change once and in order: those that come
 * while older ones are still being read from the log wait, and so do those behind a change that the connection itself
 * asked for and has no answer to yet (sync specification, section 20).
 */
public final class Subscription {
    /** How many changes may wait here; beyond, the connection is closed, and reads the log when it comes back. */
    static final int WAITING_LIMIT = 10_000;

    private final ObjectSid object;
    private final SocketSession session;
    private final SocketWriter out;
    private final int connectionHash;
    private final Caller caller;
    private final EventEncoder encoder;
    private final SubscriptionEvents events;
    private final Deque<Step> waiting = new ArrayDeque<>(0);

    private long position;
    private boolean live;

    /** Whether it has told where it begins; before, there is nothing to go on with. */
    private boolean started;

    private int holds;

    /** How many questions whether the connection may go on reading have no answer yet. */
    private int questions;

    private long startedAt = -1;

    /** Whether changes are told as they come: the subscription is established, and nothing waits. */
    private boolean flowing;

    private boolean interrupted;
    private boolean ended;
    int slot = -1;

    /**
     * A subscription that the hub is yet to open.
     *
     * @param object what is followed
     * @param session who follows
     * @param caller on whose behalf the object is read
     * @param encoder the words for changes as they come
     * @param events the words for everything else
     */
    public Subscription(
            ObjectSid object, SocketSession session, Caller caller, EventEncoder encoder, SubscriptionEvents events) {
        this.object = object;
        this.session = session;
        this.out = session.writer();
        this.connectionHash = session.id().hashCode();
        this.caller = caller;
        this.encoder = encoder;
        this.events = events;
    }

    /** What is followed. */
    public ObjectSid object() {
        return object;
    }

    Caller caller() {
        return caller;
    }

    EventEncoder encoder() {
        return encoder;
    }

    SubscriptionEvents events() {
        return events;
    }

    /** Whether to tell what can be told where that is not all. */
    boolean isLenient() {
        return !events.reopens();
    }

    SocketSession session() {
        return session;
    }

    /** The last change that the connection was told of, or knows to be told of next. */
    public long position() {
        return position;
    }

    boolean isEnded() {
        return ended;
    }

    void startAt(long eventId) {
        position = eventId;
    }

    /**
     * Tells a change as it comes, with the frame that all subscribers of this dialect share. A broadcast to thousands
     * comes by here for each of them, and its time is that of fetching what is looked at: for most, that is nothing but
     * this object and the way out.
     */
    void tell(Change change, @Nullable ByteBuf sharedFrame) {
        if (change.kind().isLogged() ? change.eventId() <= position : isOwnTyping(change)) {
            return;
        }
        boolean own = connectionHash == change.connection().hashCode() && session.caused(change);
        long behind = change.kind() == ChangeKind.ITEM_REMOVED && encoder.tellsRemovalsBehindAnswers()
                ? session.lastUnanswered()
                : 0;
        if (!flowing || behind > 0 || (own && session.awaitsAnswer(change))) {
            await(new Step(change, false, null, behind));
            return;
        }
        advance(change);
        if (own) {
            write(encoder.ownEvent(object, change));
        } else if (sharedFrame != null) {
            out.write(sharedFrame.retainedDuplicate());
        }
    }

    /** Tells a change that was read from the log. */
    public void replay(Change change) {
        if (ended || change.eventId() <= position) {
            return;
        }
        position = change.eventId();
        Step step = new Step(change, true, null);
        if (!waiting.isEmpty() || session.awaitsAnswer(change)) {
            waiting.add(step);
            session.blockedBehindAnswer(this);
        } else {
            send(step);
        }
    }

    /** Ends the replay: the position is reached, and what came meanwhile follows. */
    void establish(long upToEventId) {
        Deque<Step> cameMeanwhile = new ArrayDeque<>(waiting.size());
        Deque<Step> stillReplaying = new ArrayDeque<>(waiting.size());
        for (Step step : waiting) {
            (step.replayed ? stillReplaying : cameMeanwhile).add(step);
        }
        waiting.clear();
        waiting.addAll(stillReplaying);
        waiting.add(new Step(null, true, events.established(upToEventId)));
        position = Math.max(position, upToEventId);
        waiting.addAll(cameMeanwhile);
        started = true;
        live = questions == 0;
        proceed();
    }

    /**
     * Says that the replay stops here. What was replayed and still waits for an answer is told before, so that the
     * client asks on from what it was told. Returns whether that is done; otherwise it comes behind the answer.
     */
    boolean interrupt() {
        waiting.removeIf(step -> !step.replayed);
        interrupted = true;
        if (!waiting.isEmpty()) {
            waiting.add(new Step(null, true, events.interrupted(position)));
            return false;
        }
        write(events.interrupted(position));
        return true;
    }

    /** Tells nothing for now: whether the connection may go on reading is being asked. */
    void suspend() {
        questions++;
        live = false;
        flowing = false;
    }

    /** Holds what comes back while an answer that reads the object is under way. */
    void hold() {
        holds++;
        live = false;
        flowing = false;
    }

    /** Goes on behind an answer, from the last event that the answer told of. */
    public void goOn(long fromEventId) {
        if (startedAt < 0) {
            startedAt = fromEventId;
        }
        position = Math.max(position, fromEventId);
        if (--holds == 0) {
            started = true;
            live = questions == 0;
            proceed();
        }
    }

    /** The event from which on the connection was told everything; -1 while nothing was. */
    public long startedAt() {
        return startedAt;
    }

    /**
     * Goes on after a question, with what was missed meanwhile; while its replay is still being read, or another question is
     * open, whoever answers that goes on. Returns whether that was all; if not, there is more to be read.
     */
    boolean resume(Changes missed) {
        if (!started || questions > 1) {
            questions--;
            return true;
        }
        for (Change change : missed.changes()) {
            if (!ended && change.eventId() > position) {
                send(new Step(change, false, null));
            }
        }
        if (!missed.complete()) {
            return false;
        }
        questions--;
        live = holds == 0;
        if (live) {
            proceed();
        }
        return true;
    }

    /** Whether it has begun to tell changes as they come. */
    boolean isStarted() {
        return started;
    }

    /** Says why there is no subscription any more, and ends. */
    void fail(RequestFailedException refusal) {
        if (!ended) {
            write(started ? events.lost(refusal) : events.failed(refusal));
            end();
        }
    }

    /** Tells nothing more. */
    void end() {
        ended = true;
        flowing = false;
        for (Step step : waiting) {
            step.release();
        }
        waiting.clear();
    }

    /** Goes on after an answer was sent. Returns whether something still waits for another answer. */
    public boolean proceed() {
        boolean blocked = sendWaiting();
        flowing = live && !ended && waiting.isEmpty();
        return blocked;
    }

    private boolean sendWaiting() {
        while (!ended && !waiting.isEmpty()) {
            Step step = waiting.peek();
            if (step.change != null && !step.replayed) {
                if (!live) {
                    return false;
                }
                if (step.change.kind().isLogged() && step.change.eventId() <= position) {
                    waiting.poll();
                    continue;
                }
            }
            if (step.change != null && (session.awaitsAnswer(step.change) || session.awaitsAnswersUpTo(step.behind))) {
                session.blockedBehindAnswer(this);
                return true;
            }
            waiting.poll();
            send(step);
        }
        return false;
    }

    private void await(Step step) {
        if (ended || interrupted) {
            return;
        }
        flowing = false;
        if (waiting.size() >= WAITING_LIMIT) {
            // Nothing may follow what is left out here.
            end();
            session.closeSoon(CloseReason.SLOW_CONSUMER);
            return;
        }
        waiting.add(step);
        if (live) {
            session.blockedBehindAnswer(this);
        }
    }

    private void send(Step step) {
        if (step.frame != null) {
            session.write(step.frame);
            return;
        }
        Change change = step.change();
        if (change == null) {
            return;
        }
        boolean own = session.caused(change);
        if (step.replayed) {
            write(events.replayed(change, own));
        } else {
            advance(change);
            write(own ? encoder.ownEvent(object, change) : encoder.event(object, change));
        }
    }

    /** Who types is not told of it, on any connection. */
    private boolean isOwnTyping(Change change) {
        return change.kind() == ChangeKind.TYPING_STARTED && change.actor().equals(caller.identity());
    }

    private void advance(Change change) {
        if (change.kind().isLogged()) {
            position = change.eventId();
        }
    }

    private void write(@Nullable ByteBuf frame) {
        if (frame != null) {
            session.write(frame);
        }
    }

    private record Step(
            @Nullable Change change,
            boolean replayed,
            @Nullable ByteBuf frame,
            long behind) {
        Step(@Nullable Change change, boolean replayed, @Nullable ByteBuf frame) {
            this(change, replayed, frame, 0);
        }

        void release() {
            if (frame != null) {
                frame.release();
            }
        }
    }
}
