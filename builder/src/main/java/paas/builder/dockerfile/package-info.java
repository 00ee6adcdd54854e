/**
 * Builds with a Dockerfile by the engine's BuildKit: which images it may name, which files it sees,
 * how its progress reads.
 */
@NullMarked
package paas.builder.dockerfile;

import org.jspecify.annotations.NullMarked;
