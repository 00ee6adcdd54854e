/**
 * The one Docker client of the platform: docker-java's API over our own transport on the engine's
 * Unix socket.
 *
 * <p>Invariants: nothing here waits for ever but a stream that the caller may close from any
 * thread; every failure to reach the engine is an {@link paas.runner.engine.EngineUnavailable};
 * closing the {@link paas.runner.engine.Engine} ends every stream. Neighbours: {@code paas.runner}
 * and {@code paas.builder} are its only callers.
 */
@NullMarked
package paas.runner.engine;

import org.jspecify.annotations.NullMarked;
