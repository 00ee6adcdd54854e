/**
 * What an app keeps on disk from one instance to the next: its volumes, how large they are, and
 * where its processes find them. The files themselves are made in {@code deploy.disks}.
 */
@NullMarked
package paas.platform.storage;

import org.jspecify.annotations.NullMarked;
