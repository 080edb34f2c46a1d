<?php
namespace Homing\Mail\Native;

/** Why the library gave no document: a sentence for people. It never holds a secret. */
final class Failure extends \RuntimeException
{
}
