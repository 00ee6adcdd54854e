/**
 * The files and labels of Cloud Native Buildpacks (buildpacks/spec): what project.toml asks for,
 * what a builder image offers, what a built image says of its processes. Neighbours: the builder,
 * which runs the lifecycle.
 */
@NullMarked
package paas.builder.cnb;

import org.jspecify.annotations.NullMarked;
