package paas.builder.dockerfile;

/**
 * One instruction of a Dockerfile with its continuation lines joined; {@code line} counts from 1.
 */
record Instruction(int line, String keyword, String rest) {}
