/**
 * Builds as platform-api knows them: one at a time per app, recorded, their output kept and shown.
 * The work itself is the builder's.
 */
@NullMarked
package paas.platform.build;

import org.jspecify.annotations.NullMarked;
