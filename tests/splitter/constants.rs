//! A program with constants in each of its parts, for `parts.test.mjs`. The names of what is in the later
//! parts begin with `page_` and `later_`. Texts end in a zero.
#![no_std]
#![crate_type = "cdylib"]

use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering::Relaxed};

static SHARED: [u8; 33] = *b"shared by the first and the page\0";
static SHARED_LATER: [u8; 24] = *b"shared by page and rest\0";
static TABLE_OF_PAGE: [&[u8]; 3] = [
    b"own to the page\0",
    &SHARED_LATER,
    b"reached through a table of the page\0",
];
static VARIABLE: AtomicPtr<u8> = AtomicPtr::new(b"held by a variable\0".as_ptr().cast_mut());
static COUNT: AtomicU32 = AtomicU32::new(7);
static COUNTED: [u8; 23] = *b"counted from before it\0";

static PARTS: [extern "C" fn(usize) -> *const u8; 3] = [own_text, page_text, later_text];

/// A text of a part.
#[unsafe(no_mangle)]
pub extern "C" fn text(part: usize, index: usize) -> *const u8 {
    PARTS.get(part).map_or(core::ptr::null(), |text_of| text_of(index))
}

#[unsafe(no_mangle)]
pub extern "C" fn count() -> u32 {
    page_count()
}

#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn own_text(index: usize) -> *const u8 {
    match index {
        0 => b"own to the first\0".as_ptr(),
        1 => SHARED.as_ptr(),
        _ => VARIABLE.load(Relaxed),
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn page_text(index: usize) -> *const u8 {
    TABLE_OF_PAGE.get(index).map_or(SHARED.as_ptr(), |text| text.as_ptr())
}

#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn page_count() -> u32 {
    COUNT.fetch_add(1, Relaxed) + 1
}

#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn later_text(index: usize) -> *const u8 {
    match index {
        0 => b"own to the rest\0".as_ptr(),
        1 => SHARED_LATER.as_ptr(),
        // The compiler subtracts 2000 from the address once and for all.
        _ => COUNTED.as_ptr().wrapping_add(1000 * index).wrapping_sub(2000),
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
