<?php
// usage: php rules.php FOLDER... Prints a line FILE:LINE: SENTENCE for each rule that a PHP file below a folder breaks: of PHP 7.4, which its syntax is to
// be that of, and of WordPress's Plugin Check, as far as they can be told from the text.
require 'PhpParser/autoload.php';

use PhpParser\Node;
use PhpParser\Node\Expr;
use PhpParser\Node\Stmt;

const NEWER_FUNCTIONS = ['str_contains', 'str_starts_with', 'str_ends_with', 'get_debug_type', 'array_is_list', 'fdiv', 'get_resource_id',
    'preg_last_error_msg'];
const NEWER_TYPES = ['mixed', 'never', 'static', 'false', 'true', 'null'];
const ESCAPES = ['esc_html', 'esc_attr', 'esc_url', 'esc_textarea', 'esc_js', 'esc_html__', 'esc_attr__', 'wp_kses_post', 'wp_kses', 'wp_json_encode', 'absint',
    'wp_nonce_field', 'checked', 'selected', 'disabled'];
const INPUT = ['_GET', '_POST', '_REQUEST', '_COOKIE', '_SERVER', '_FILES'];
const NUMBERS = ['absint', 'intval', 'isset'];  // neither slashes nor letters are left
const ASKING = ['query', 'get_var', 'get_row', 'get_col', 'get_results'];
const FORBIDDEN = ['eval', 'exec', 'shell_exec', 'system', 'passthru', 'popen', 'assert', 'create_function', 'extract', 'move_uploaded_file', 'curl_init',
    'file_put_contents', 'set_time_limit', 'error_reporting', 'phpinfo', 'var_dump', 'print_r', 'var_export'];

const QUIET = [Stmt\Use_::class, Stmt\GroupUse::class, Stmt\Class_::class, Stmt\Interface_::class, Stmt\Trait_::class, Stmt\Const_::class,
    Stmt\Function_::class, Stmt\Declare_::class, Stmt\Nop::class];

final class Rules extends PhpParser\NodeVisitorAbstract
{
    public array $faults = [];
    private array $lines;
    private bool $isWordPress;
    /** Of the open calls, innermost last. */
    private array $calls = [];

    public function __construct(string $source, bool $isWordPress)
    {
        $this->lines = explode("\n", $source);
        $this->isWordPress = $isWordPress;
    }

    public function enterNode(Node $node)
    {
        $this->syntax($node);
        if (self::isCall($node)) {
            $this->calls[] = $node instanceof Expr\Isset_ ? 'isset' : self::name($node);
        }
        if ($this->isWordPress) {
            $this->security($node);
        }
        return null;
    }

    public function leaveNode(Node $node)
    {
        if (self::isCall($node)) {
            array_pop($this->calls);
        }
        return null;
    }

    private function fault(Node $node, string $sentence): void
    {
        $this->faults[] = $node->getStartLine() . ": $sentence";
    }

    private static function isCall(Node $node): bool
    {
        return $node instanceof Expr\FuncCall || $node instanceof Expr\MethodCall || $node instanceof Expr\Isset_;
    }

    private static function name(Node $call): string
    {
        return $call->name instanceof Node\Name || $call->name instanceof Node\Identifier ? ltrim($call->name->toString(), '\\') : '';
    }

    /** What PHP 7.4 cannot read. */
    private function syntax(Node $node): void
    {
        $newer = [
            Expr\NullsafePropertyFetch::class => '?->', Expr\NullsafeMethodCall::class => '?->', Expr\Match_::class => 'match',
            Expr\Throw_::class => 'throw in an expression', Node\UnionType::class => 'a union type', Node\IntersectionType::class => 'an intersection type',
            Stmt\Enum_::class => 'an enum', Node\VariadicPlaceholder::class => 'f(...)',
        ];
        foreach ($newer as $class => $what) {
            if ($node instanceof $class) {
                $this->fault($node, "$what is newer than PHP 7.4");
            }
        }
        if ($node instanceof Node\Arg && $node->name !== null) {
            $this->fault($node, 'a named argument is newer than PHP 7.4');
        } elseif ($node instanceof Stmt\Catch_ && $node->var === null) {
            $this->fault($node, 'catch without a variable is newer than PHP 7.4');
        } elseif ($node instanceof Node\AttributeGroup && !preg_match('/^\s*#\[.*\]\s*$/', $this->lines[$node->getStartLine() - 1])) {
            $this->fault($node, 'an attribute is not on a line of its own, so that PHP 7.4 takes more than it for a comment');
        } elseif ($node instanceof Node\Param && $node->flags) {
            $this->fault($node, 'a promoted parameter is newer than PHP 7.4');
        } elseif ($node instanceof Node\FunctionLike && $this->endsInComma($node)) {
            $this->fault($node, 'a comma after the last parameter is newer than PHP 7.4');
        } elseif ($node instanceof Expr\FuncCall && in_array(strtolower(self::name($node)), NEWER_FUNCTIONS, true)) {
            $this->fault($node, self::name($node) . ' is newer than PHP 7.4');
        }
        foreach (['type', 'returnType'] as $member) {
            $type = $node->$member ?? null;
            $type = $type instanceof Node\NullableType ? $type->type : $type;
            if ($type instanceof Node && !$type instanceof Node\ComplexType && in_array(strtolower($type->toString()), NEWER_TYPES, true)) {
                $this->fault($node, "the type {$type->toString()} is newer than PHP 7.4");
            }
        }
    }

    private function endsInComma(Node\FunctionLike $node): bool
    {
        $params = $node->getParams();
        $line = $params ? end($params)->getEndLine() - 1 : 0;
        $end = substr(rtrim($this->lines[$line]), -1) === ',' ? $this->lines[$line] . $this->lines[$line + 1] : $this->lines[$line];
        return $params && preg_match('/,\s*\)\s*(?::\s*[?\w\\\\|]+\s*)?(?:\{|;|=>|use\b)/', $end);
    }

    private function security(Node $node): void
    {
        if ($node instanceof Stmt\Echo_) {
            foreach ($node->exprs as $shown) {
                $this->isEscaped($shown) || $this->excused($node) || $this->fault($node, 'is shown without being escaped');
            }
        } elseif ($node instanceof Expr\Print_ || $node instanceof Expr\Eval_ || $node instanceof Expr\ShellExec) {
            $this->fault($node, 'print, eval and `...` are not to be used');
        } elseif ($node instanceof Expr\Variable && in_array($node->name, INPUT, true) && !array_intersect(NUMBERS, $this->calls) && !$this->excused($node)) {
            in_array('wp_unslash', $this->calls, true) || $this->fault($node, "\${$node->name} is not unslashed");
            preg_match('/sanitize_|is_string/', $this->lines[$node->getStartLine() - 1]) || $this->fault($node, "\${$node->name} is not sanitized");
        } elseif ($node instanceof Expr\FuncCall && in_array(strtolower(self::name($node)), FORBIDDEN, true)) {
            $this->excused($node) || $this->fault($node, self::name($node) . ' is not to be used');
        } elseif ($node instanceof Expr\MethodCall && ($node->var->name ?? '') === 'wpdb' && in_array(self::name($node), ASKING, true)) {
            $this->isPrepared($node->args[0]->value) || $this->excused($node) || $this->fault($node, 'the statement is not prepared');
        }
    }

    private function isEscaped(Node $shown): bool
    {
        if ($shown instanceof Expr\BinaryOp\Concat) {
            return $this->isEscaped($shown->left) && $this->isEscaped($shown->right);
        }
        if ($shown instanceof Expr\Ternary) {
            return $this->isEscaped($shown->if ?? $shown->cond) && $this->isEscaped($shown->else);
        }
        if ($shown instanceof Expr\StaticCall) {  // which escapes all it is given
            return $shown->class instanceof Node\Name && "{$shown->class->getLast()}::{$shown->name}" === 'Diagnosis::html';
        }
        $isCalled = $shown instanceof Expr\FuncCall && in_array(self::name($shown), ESCAPES, true);
        return $isCalled || $shown instanceof Node\Scalar\String_ || $shown instanceof Expr\Cast\Int_;
    }

    /** Text, names of tables, or what $wpdb->prepare has made. */
    private function isPrepared(Node $statement): bool
    {
        if ($statement instanceof Expr\MethodCall) {
            return self::name($statement) === 'prepare';
        }
        if ($statement instanceof Expr\BinaryOp\Concat) {
            return $this->isPrepared($statement->left) && $this->isPrepared($statement->right);
        }
        if ($statement instanceof Node\Scalar\Encapsed) {
            foreach ($statement->parts as $part) {
                $isTable = ($part instanceof Expr\PropertyFetch && $part->var->name === 'wpdb') || ($part instanceof Expr\Variable && $part->name === 'table');
                if (!$isTable && !$part instanceof Node\Scalar\EncapsedStringPart) {
                    return false;
                }
            }
            return true;
        }
        $isTable = $statement instanceof Expr\StaticCall && (string) $statement->name === 'table';
        return $isTable || $statement instanceof Node\Scalar\String_ || $statement instanceof Expr\ClassConstFetch;
    }

    /** A comment on the line or the one before that says why, as PHP_CodeSniffer knows it. */
    private function excused(Node $node): bool
    {
        $line = $node->getStartLine() - 1;
        return (bool) preg_match('/phpcs:ignore [\w., ]+ -- \w/', ($this->lines[$line - 1] ?? '') . $this->lines[$line]);
    }
}

/** Whether a file does something when it is opened by itself. */
function runs(array $statements): bool
{
    foreach ($statements as $statement) {
        if ($statement instanceof Stmt\Namespace_) {
            return runs($statement->stmts);
        }
        if (!in_array(get_class($statement), QUIET, true)) {
            return true;
        }
    }
    return false;
}

$parser = (new PhpParser\ParserFactory())->create(PhpParser\ParserFactory::ONLY_PHP7);
foreach (array_slice($argv, 1) as $folder) {
    foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS)) as $file) {
        if (!in_array($file->getExtension(), ['php', 'inc'], true)) {
            continue;
        }
        $source = file_get_contents($file);
        $isWordPress = is_file("$folder/readme.txt");
        $rules = new Rules($source, $isWordPress);
        $statements = $parser->parse($source);
        $traverser = new PhpParser\NodeTraverser();
        $traverser->addVisitor($rules);
        $traverser->traverse($statements);
        if ($isWordPress && runs($statements) && !preg_match("/defined\('(ABSPATH|WP_UNINSTALL_PLUGIN)'\) \|\| exit|^\/\/ For opcache\.preload/m", $source)) {
            $rules->faults[] = '1: runs code, and is not guarded against being opened by itself';
        }
        foreach ($rules->faults as $fault) {
            echo substr($file, strlen($folder) + 1), ":$fault\n";
        }
    }
}
