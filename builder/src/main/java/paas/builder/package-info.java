/**
 * Turns a source tree into an image: chooses between a Dockerfile and the built-in buildpacks, runs
 * the build in bounds, and writes the image. Invariants: nothing of a tree runs outside a
 * container; config values are never in an image; a failed or cancelled build leaves nothing
 * behind. Neighbour: the runner's {@code engine}, the one Docker client.
 */
@NullMarked
package paas.builder;

import org.jspecify.annotations.NullMarked;
