/** Tests of package pack, with the host's git. */
@NullMarked
package paas.platform.pack;

import org.jspecify.annotations.NullMarked;
