/** The run of the router that its AOT cache is made from. */
@NullMarked
package paas.router.training;

import org.jspecify.annotations.NullMarked;
