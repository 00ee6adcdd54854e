@NullMarked
package paas.runner.process;

import org.jspecify.annotations.NullMarked;
