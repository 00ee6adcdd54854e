/** The control link over real Unix-domain sockets. */
@NullMarked
package paas.router.control;

import org.jspecify.annotations.NullMarked;
