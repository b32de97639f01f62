;; A guest that does what the first byte of its request says: every way in which a run can end, and every way to touch memory.
;; The second byte, or the 32 bits from the second byte on, is the operand.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (import "host" "call" (func $host_call (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 4)
  (global (export "__stack_pointer") (mut i32) (i32.const 1024))
  (func (export "_initialize"))
  ;; What the image must hold: a mark at 70000.
  (func (export "guest_boot") (result i32)
    (i32.store (i32.const 70000) (i32.const 0x600dbeef))
    (i32.const 0))
  (func (export "guest_alloc") (param i32) (result i32) (i32.const 4096))
  (func $deep (param i32) (result i32)
    (i32.add (call $deep (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
  (func $deep_host (param i32) (result i32)
    (drop (call $clock (i32.const 1) (i64.const 0) (i32.const 128)))
    (i32.add (call $deep_host (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
  (func $fill (param $value i32)
    (memory.fill (i32.const 0) (local.get $value)
      (i32.mul (memory.size) (i32.const 65536))))
  ;; 0 when all but the request's own page and the mark is zero, else 1.
  (func $clean (result i32)
    (local $at i32)
    (local.set $at (i32.const 65536))
    (if (i32.ne (i32.load (i32.const 70000)) (i32.const 0x600dbeef)) (then (return (i32.const 2))))
    (loop $next
      (if (i32.and (i32.ne (local.get $at) (i32.const 70000)) (i32.load (local.get $at)))
        (then (return (i32.const 1))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (i32.mul (memory.size) (i32.const 65536)))))
    (i32.const 0))
  (func (export "guest_run") (param $request i32) (param $length i32) (result i32)
    (local $operation i32) (local $operand i32)
    (local.set $operation (i32.load8_u (local.get $request)))
    (local.set $operand (i32.load (i32.add (local.get $request) (i32.const 1))))
    (block $unknown (block $calls (block $clock_ms (block $negative (block $store (block $flood (block $message (block $exit (block $sleep (block $clean_op (block $fill_op (block $grow
    (block $deep_host_op (block $deep_op (block $outside (block $divide (block $unreachable (block $loop_op (block $return
      (br_table $return $loop_op $unreachable $divide $outside $deep_op $deep_host_op $grow $fill_op $clean_op $sleep $exit $message
        $flood $store $negative $clock_ms $calls $unknown (local.get $operation)))
      ;; 0: return the operand
      (return (local.get $operand)))
      ;; 1: loop for ever
      (loop $forever (br $forever)))
      ;; 2
      (unreachable))
      ;; 3: divide by zero
      (return (i32.div_u (i32.const 1) (i32.const 0))))
      ;; 4: read the last byte that 32 bits can name
      (return (i32.load8_u (i32.const -1))))
      ;; 5: call oneself for ever
      (return (call $deep (i32.const 0))))
      ;; 6: the same with a host call at each level
      (return (call $deep_host (i32.const 0))))
      ;; 7: grow by operand pages; 1 when refused
      (if (i32.eq (memory.grow (local.get $operand)) (i32.const -1)) (then (return (i32.const 1))))
      (return (i32.const 0)))
      ;; 8: write the operand to every byte
      (call $fill (local.get $operand))
      (return (i32.const 0)))
      ;; 9: is the memory as it was booted?
      (return (call $clean)))
      ;; 10: sleep for operand milliseconds
      (i64.store (i32.const 256) (i64.const 0))
      (i64.store (i32.const 264) (i64.const 0))
      (i32.store (i32.const 272) (i32.const 1))
      (i64.store (i32.const 280) (i64.mul (i64.extend_i32_u (local.get $operand)) (i64.const 1000000)))
      (i64.store (i32.const 288) (i64.const 0))
      (i64.store (i32.const 296) (i64.const 0))
      (return (call $poll (i32.const 256) (i32.const 512) (i32.const 1) (i32.const 640))))
      ;; 11: exit with the operand
      (call $proc_exit (local.get $operand))
      (unreachable))
      ;; 12: send the rest of the request to the host; the length of the answer
      (return (call $host_call (i32.add (local.get $request) (i32.const 1)) (i32.sub (local.get $length) (i32.const 1))
        (i32.const 65536) (i32.const 16))))
      ;; 13: write to standard output for ever
      (i32.store (i32.const 256) (i32.const 4096))
      (i32.store (i32.const 260) (i32.const 4096))
      (loop $again
        (drop (call $fd_write (i32.const 1) (i32.const 256) (i32.const 1) (i32.const 264)))
        (br $again)))
      ;; 14: write a byte at the operand
      (i32.store8 (local.get $operand) (i32.const 7))
      (return (i32.const 0)))
      ;; 15: break the contract
      (return (i32.const -5)))
      ;; 16: the monotonic clock in milliseconds, modulo 256
      (drop (call $clock (i32.const 1) (i64.const 0) (i32.const 256)))
      (return (i32.and (i32.wrap_i64 (i64.div_u (i64.load (i32.const 256)) (i64.const 1000000))) (i32.const 255))))
      ;; 17: ask for the time operand times
      (loop $more
        (drop (call $clock (i32.const 1) (i64.const 0) (i32.const 256)))
        (local.set $operand (i32.sub (local.get $operand) (i32.const 1)))
        (br_if $more (local.get $operand)))
      (return (i32.const 0)))
    (i32.const 99)))
