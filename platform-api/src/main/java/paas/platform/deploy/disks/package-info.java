/**
 * The files of apps' volumes: made before a volume is an app's, removed after it is nobody's, so
 * that a kill at any moment leaves nothing but a row that says what to remove.
 */
@NullMarked
package paas.platform.deploy.disks;

import org.jspecify.annotations.NullMarked;
