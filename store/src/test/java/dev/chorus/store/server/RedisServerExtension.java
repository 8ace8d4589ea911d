package dev.chorus.store.server;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class a {@link RedisServer} of its own, and a {@link TestStore} over it, as parameters, and ends both
 * after the last test.
 */
public final class RedisServerExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RedisServerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RedisServer.class || type == TestStore.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext ofClass =
                context.getTestMethod().isPresent() ? context.getParent().orElseThrow() : context;
        ExtensionContext.Store kept = ofClass.getStore(NAMESPACE);
        RedisServer redis =
                kept.getOrComputeIfAbsent(RedisServer.class, key -> RedisServer.startStandalone(), RedisServer.class);
        return parameter.getParameter().getType() == RedisServer.class
                ? redis
                : kept.getOrComputeIfAbsent(TestStore.class, key -> TestStore.open(redis), TestStore.class);
    }
}
