;; A guest that tells its position when it is asked, or does not, or tells nonsense.
(module
  (import "host" "position" (func $position (param i32 i32) (result i32)))
  (import "host" "call" (func $call (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 4)
  (global (export "__stack_pointer") (mut i32) (i32.const 131072))
  (global (export "guest_beacon") i32 (i32.const 1024))

  (func (export "_initialize"))

  (func (export "guest_boot") (result i32)
    ;; The beacon: the word at 2048, and its bit 8.
    (i32.store (i32.const 1024) (i32.const 2048))
    (i32.store (i32.const 1028) (i32.const 8))
    (i32.store (i32.const 4096) (i32.const 0x21696821)) ;; "!hi!"
    (i32.const 0))

  (func (export "guest_alloc") (param i32) (result i32)
    (i32.const 65536))

  (func $deeper (param $depth i32) (result i32)
    (i32.add (call $deeper (i32.add (local.get $depth) (i32.const 1))) (local.get $depth)))

  ;; The word at 3072 says what comes before the answer: nothing, no end, what only a run may do, or a trap.
  (func (export "guest_position")
    (block $answer
      (block $overflow
        (block $message
          (block $endless
            (br_table $answer $endless $message $overflow (i32.load (i32.const 3072))))
          (loop $forever (br $forever)))
        (drop (call $call (i32.const 4096) (i32.const 4) (i32.const 8192) (i32.const 64)))
        (br $answer))
      (drop (call $deeper (i32.const 0))))
    (drop (call $position (i32.const 4096) (i32.const 4))))

  (func $tell_often (param $times i32)
    (loop $next
      (drop (call $position (i32.const 4096) (i32.const 4)))
      (local.set $times (i32.sub (local.get $times) (i32.const 1)))
      (br_if $next (local.get $times))))

  (func $work (param $rounds i32)
    (loop $next
      (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
      (br_if $next (local.get $rounds))))

  ;; Works for itself, then says that it begins to tell and works on.
  (func $tell_slowly (param $rounds i32)
    (call $work (i32.const 100000))
    (drop (call $position (i32.const 0) (i32.const 0)))
    (call $work (local.get $rounds))
    (drop (call $position (i32.const 4096) (i32.const 4))))

  (func $tell_when_asked (param $times i32)
    (loop $next
      (if (i32.load (i32.const 2048))
        (then
          (i32.store (i32.const 2048) (i32.const 0))
          (drop (call $position (i32.const 4096) (i32.const 4)))
          (local.set $times (i32.sub (local.get $times) (i32.const 1)))))
      (br_if $next (local.get $times))))

  (func (export "guest_run") (param $request i32) (param $length i32) (result i32)
    (local $operand i32)
    (local.set $operand (i32.load (i32.add (local.get $request) (i32.const 1))))
    (block $lost
      (block $absurd
        (block $often
          (block $endless
            (block $asked
              (block $slowly
                (block $unended
                  (br_table $asked $endless $often $absurd $lost $slowly $unended
                    (i32.load8_u (local.get $request))))
                ;; It begins to tell, twice, and does not.
                (drop (call $position (i32.const 0) (i32.const 0)))
                (return (call $position (i32.const 0) (i32.const 0))))
              (call $tell_slowly (local.get $operand))
              (return (i32.const 0)))
            (call $tell_when_asked (local.get $operand))
            (return (i32.const 0)))
          (i32.store (i32.const 3072) (local.get $operand))
          (loop $forever (br $forever)))
        (call $tell_often (local.get $operand))
        (return (i32.const 0)))
      ;; A position that lies at the operand, and its end not in memory.
      (return (call $position (local.get $operand) (i32.const 100))))
    ;; A beacon that names no place, and a position that is too long.
    (i32.store (i32.const 1024) (i32.const -2))
    (call $tell_often (i32.const 1))
    (return (call $position (i32.const 0) (i32.const 2049))))
)
