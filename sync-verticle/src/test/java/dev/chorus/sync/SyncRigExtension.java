package dev.chorus.sync;

import dev.chorus.store.server.RedisServer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test class a {@link SyncRig} with a Redis of its own, and ends both after the last test. */
public final class SyncRigExtension implements ParameterResolver, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SyncRigExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SyncRig.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext ofClass =
                context.getTestMethod().isPresent() ? context.getParent().orElseThrow() : context;
        ExtensionContext.Store kept = ofClass.getStore(NAMESPACE);
        RedisServer redis =
                kept.getOrComputeIfAbsent(RedisServer.class, key -> RedisServer.startStandalone(), RedisServer.class);
        return kept.getOrComputeIfAbsent(SyncRig.class, key -> SyncRig.start(redis), SyncRig.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        // The service goes before the server, or it would complain of the loss.
        ExtensionContext.Store kept = context.getStore(NAMESPACE);
        SyncRig rig = kept.remove(SyncRig.class, SyncRig.class);
        if (rig != null) {
            rig.close();
        }
    }
}
