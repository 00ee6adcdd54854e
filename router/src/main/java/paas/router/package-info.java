@NullMarked
package paas.router;

import org.jspecify.annotations.NullMarked;
