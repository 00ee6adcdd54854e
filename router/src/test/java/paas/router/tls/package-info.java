@NullMarked
package paas.router.tls;

import org.jspecify.annotations.NullMarked;
