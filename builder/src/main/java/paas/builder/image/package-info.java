/**
 * Writing an image the fast way: layers split by how often they change, an image config of our own,
 * and a docker-archive that holds only what the engine lacks. Invariant: the same files give the
 * same digest.
 */
@NullMarked
package paas.builder.image;

import org.jspecify.annotations.NullMarked;
