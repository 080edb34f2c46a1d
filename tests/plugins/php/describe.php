<?php
// Tells what the namespace Homing declares, a line for each thing: of the extension, or of a stub that is given.
declare(strict_types=1);

function parameter(ReflectionParameter $one): string
{
    $secret = $one->getAttributes('SensitiveParameter') !== [] ? '#' : '';
    $type = str_replace('iterable', 'Traversable|array', (string) ($one->getType() ?? 'untyped')); // its name in compiled code
    return $secret . $type . ' $' . $one->name . ($one->isDefaultValueAvailable() ? ' = ' . json_encode($one->getDefaultValue()) : '');
}

function signature(ReflectionFunctionAbstract $one): string
{
    return '(' . implode(', ', array_map('parameter', $one->getParameters())) . '): ' . ($one->getReturnType() ?? 'untyped');
}

/** @return list<string> */
function members(ReflectionClass $class): array
{
    $own = static fn (object $member): bool => $member->class === $class->name;
    $words = static fn (object $member): string => implode(' ', Reflection::getModifierNames($member->getModifiers()));
    $lines = [];
    foreach (array_filter($class->getMethods(), $own) as $one) {
        $lines[] = $words($one) . " function $one->name" . signature($one);
    }
    foreach (array_filter($class->getProperties(), $own) as $one) {
        $lines[] = $words($one) . " {$one->getType()} \$$one->name";
    }
    foreach (array_filter($class->getReflectionConstants(), $own) as $one) {
        $lines[] = $words($one) . " const $one->name";
    }
    return array_map(static fn (string $line): string => "$class->name: $line", $lines);
}

/** @return list<string> */
function described(): array
{
    $ours = static fn (string $name): bool => str_starts_with(strtolower($name), 'homing\\');
    $lines = [];
    foreach (array_filter([...get_declared_classes(), ...get_declared_interfaces()], $ours) as $name) {
        $class = new ReflectionClass($name);
        $parents = [...($class->getParentClass() ? [$class->getParentClass()->name] : []), ...$class->getInterfaceNames()];
        $kind = ($class->isFinal() ? 'final ' : '') . ($class->isInterface() ? 'interface' : 'class');
        $lines[] = implode(' ', [$kind, "$class->name:", ...$parents]);
        array_push($lines, ...members($class));
    }
    $functions = get_defined_functions();
    foreach (array_filter([...$functions['internal'], ...$functions['user']], $ours) as $name) {
        $lines[] = "function $name" . signature(new ReflectionFunction($name));
    }
    sort($lines);
    return array_values(array_unique($lines)); // a class has its aliases' names, too
}

if (isset($argv[1])) {
    require $argv[1];
    echo implode("\n", described()), "\n";
}
