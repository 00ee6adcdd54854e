/** The router as a whole: from its settings to its process. */
@NullMarked
package paas.router;

import org.jspecify.annotations.NullMarked;
