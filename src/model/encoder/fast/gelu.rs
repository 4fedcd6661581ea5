//! GELU as finely as bytes tell: half a number times one more than its erf.

use rten_simd::Isa;
use rten_simd::ops::{BitOps, NumOps};

/// From here on erf is 1.
const FAR: f32 = 4.4;

/// Erf of `FAR × u / √2` is u times this polynomial in u², from -1 to 1. GELU is then within 0.00004, least squares
/// with weights raised where it is farthest off; a step of a byte is some hundred times that.
const ERF: [f32; 9] =
    [3.509_103_8, -11.257_372, 31.806_639, -67.372_04, 104.222_99, -113.114_64, 80.697_48, -33.696_07, 6.203_908_4];

#[allow(clippy::inline_always, reason = "only inlined is it compiled for the processor that was found")]
#[inline(always)]
pub(super) fn gelu<I: Isa>(isa: I, x: I::F32) -> I::F32 {
    let f32 = isa.f32();
    let one = f32.splat(1.0);
    let near = f32.mul(f32.clamp(x, f32.splat(-FAR), f32.splat(FAR)), f32.splat(FAR.recip()));
    let square = f32.mul(near, near);
    let mut sum = f32.splat(ERF[8]);
    for at in 0..8 {
        sum = f32.mul_add(sum, square, f32.splat(ERF[7 - at]));
    }
    let erf = f32.clamp(f32.mul(sum, near), f32.splat(-1.0), one);
    f32.mul(f32.mul(x, f32.splat(0.5)), f32.add(erf, one))
}

#[cfg(test)]
mod tests {
    use rten_simd::{Isa, SimdUnaryOp};
    use rten_vecmath::Gelu;

    struct Near;

    impl SimdUnaryOp<f32> for Near {
        #[allow(clippy::inline_always, reason = "as above")]
        #[inline(always)]
        fn eval<I: Isa>(&self, isa: I, x: I::F32) -> I::F32 {
            super::gelu(isa, x)
        }
    }

    #[test]
    fn is_as_near_as_it_says() {
        let numbers: Vec<f32> = (-20_000..=20_000i16).map(|n| f32::from(n) / 2_000.0).collect();
        let (mut near, mut exact) = (numbers.clone(), numbers);
        Near.map_mut(&mut near);
        Gelu {}.map_mut(&mut exact);
        assert!(near.iter().zip(&exact).all(|(near, exact)| (near - exact).abs() < 5e-5));
    }
}
