package dev.chorus.messaging;

import dev.chorus.store.server.RedisServer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test class a {@link MessagingRig} with a Redis of its own, and ends both after the last test. */
public final class MessagingRigExtension implements ParameterResolver, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(MessagingRigExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MessagingRig.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext ofClass =
                context.getTestMethod().isPresent() ? context.getParent().orElseThrow() : context;
        ExtensionContext.Store kept = ofClass.getStore(NAMESPACE);
        RedisServer redis =
                kept.getOrComputeIfAbsent(RedisServer.class, key -> RedisServer.startStandalone(), RedisServer.class);
        return kept.getOrComputeIfAbsent(MessagingRig.class, key -> MessagingRig.start(redis), MessagingRig.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        // The service goes before the server, or it would complain of the loss.
        ExtensionContext.Store kept = context.getStore(NAMESPACE);
        MessagingRig rig = kept.remove(MessagingRig.class, MessagingRig.class);
        if (rig != null) {
            rig.close();
        }
    }
}
