<?php

declare(strict_types=1);

namespace Example;

final class Greeting
{
    public static function from(string $who): string
    {
        return (getenv('GREETING') ?: 'Hello') . " from $who";
    }
}
