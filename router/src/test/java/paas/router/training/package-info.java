@NullMarked
package paas.router.training;

import org.jspecify.annotations.NullMarked;
