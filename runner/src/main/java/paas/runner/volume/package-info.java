/**
 * Volumes as ext4 file systems, each in a file of its own whose room is taken when it is made.
 * Invariant: a file is never written by two file systems, and what is mounted is known by looking.
 *
 * <p>Neighbours: {@code paas.runner.docker} gives containers what {@link
 * paas.runner.volume.LoopVolumes} opens.
 */
@NullMarked
package paas.runner.volume;

import org.jspecify.annotations.NullMarked;
