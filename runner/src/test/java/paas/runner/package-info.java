@NullMarked
package paas.runner;

import org.jspecify.annotations.NullMarked;
